package dev.adjoint.loops;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * The strongly connected components of a directed graph, in topological order; among those that could come next, the one
 * that stands first.
 *
 * <p>R. Tarjan, Depth-first search and linear graph algorithms, SIAM Journal on Computing 1 (1972), without recursion.
 */
final class Components {

    private final List<Set<Integer>> successors;
    private final int[] number;
    private final int[] low;
    private final int[] component;
    private final Deque<Integer> stack = new ArrayDeque<>();
    private final List<List<Integer>> components = new ArrayList<>();
    private int count;

    private Components(List<Set<Integer>> successors) {
        this.successors = successors;
        int n = successors.size();
        this.number = new int[n];
        this.low = new int[n];
        this.component = new int[n];
        Arrays.fill(component, -1);
    }

    /** The members of each component, ascending; {@code successors} says which must not come before each. */
    static List<List<Integer>> of(List<Set<Integer>> successors) {
        Components all = new Components(successors);
        for (int k = 0; k < successors.size(); k++) {
            if (all.number[k] == 0) {
                all.visit(k);
            }
        }
        return all.ordered();
    }

    private record Visit(int vertex, java.util.Iterator<Integer> rest) {}

    private void visit(int root) {
        Deque<Visit> path = new ArrayDeque<>();
        path.push(enter(root));
        while (!path.isEmpty()) {
            Visit top = path.peek();
            if (top.rest().hasNext()) {
                int next = top.rest().next();
                if (number[next] == 0) {
                    path.push(enter(next));
                } else if (component[next] < 0) {
                    low[top.vertex()] = Math.min(low[top.vertex()], number[next]);
                }
            } else {
                path.pop();
                leave(top.vertex());
                if (!path.isEmpty()) {
                    int parent = path.peek().vertex();
                    low[parent] = Math.min(low[parent], low[top.vertex()]);
                }
            }
        }
    }

    private Visit enter(int vertex) {
        number[vertex] = ++count;
        low[vertex] = count;
        stack.push(vertex);
        return new Visit(vertex, successors.get(vertex).iterator());
    }

    private void leave(int vertex) {
        if (low[vertex] != number[vertex]) {
            return;
        }
        List<Integer> members = new ArrayList<>();
        int member;
        do {
            member = stack.pop();
            component[member] = components.size();
            members.add(member);
        } while (member != vertex);
        members.sort(null);
        components.add(members);
    }

    private List<List<Integer>> ordered() {
        List<Set<Integer>> after = new ArrayList<>();
        components.forEach(c -> after.add(new HashSet<>()));
        int[] before = new int[components.size()];
        for (int v = 0; v < successors.size(); v++) {
            for (int w : successors.get(v)) {
                if (component[v] != component[w] && after.get(component[v]).add(component[w])) {
                    before[component[w]]++;
                }
            }
        }
        PriorityQueue<List<Integer>> ready = new PriorityQueue<>((a, b) -> Integer.compare(a.get(0), b.get(0)));
        for (int k = 0; k < before.length; k++) {
            if (before[k] == 0) {
                ready.add(components.get(k));
            }
        }
        List<List<Integer>> ordered = new ArrayList<>();
        while (!ready.isEmpty()) {
            List<Integer> next = ready.poll();
            ordered.add(next);
            for (int k : after.get(component[next.get(0)])) {
                if (--before[k] == 0) {
                    ready.add(components.get(k));
                }
            }
        }
        return ordered;
    }
}

package dev.adjoint.notation;

import dev.adjoint.graph.Node;
import dev.adjoint.shape.BuiltInNames;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Program;
import dev.adjoint.syntax.LineWords;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The names of nodes and indices in a program that is written: no two alike, and none that the language has. */
final class Names {

    private static final Set<String> NUMBERS = Set.of("pi", "inf");

    private final Set<String> taken = new HashSet<>(NUMBERS);
    private final Map<Node, String> nodes = new HashMap<>();
    private final Map<Node, String> locals = new HashMap<>();

    Names(Program program) {
        taken.addAll(LineWords.keywords());
        taken.addAll(BuiltInNames.functions());
        program.dims().forEach(d -> taken.add(d.name()));
    }

    /** Gives a node a name, whatever it is called. */
    void give(Node node, String name) {
        nodes.put(node, name);
        taken.add(name);
    }

    /** The name of a node: its own, or that with a number. */
    String of(Node node) {
        String known = nodes.get(node);
        if (known == null) {
            known = free(node.name(), taken);
            give(node, known);
        }
        return known;
    }

    /** The name that a node has in the step of a loop around its own. */
    String local(Node node) {
        return locals.computeIfAbsent(node, n -> {
            String name = free(of(n) + "_here", taken);
            taken.add(name);
            return name;
        });
    }

    /** Makes a node another name of one that has been written. */
    void same(Node node, Node written) {
        nodes.put(node, of(written));
    }

    private static String free(String wish, Set<String> taken) {
        String name = wish;
        for (int k = 2; taken.contains(name); k++) {
            name = wish + "_" + k;
        }
        return name;
    }

    /** Indices like these with names that nothing else has, also not each other. */
    List<Index> distinct(List<Index> indices) {
        Set<String> used = new HashSet<>(taken);
        return indices.stream()
                .map(index -> {
                    String name = Stream.concat(
                                    Stream.of(index.name()),
                                    "ijklmnpqrst".chars().mapToObj(Character::toString))
                            .filter(n -> !used.contains(n) && !n.matches("i[0-9]+"))
                            .findFirst()
                            .orElseGet(() -> free(index.name(), used));
                    used.add(name);
                    return new Index(name, index.size());
                })
                .toList();
    }
}

package dev.adjoint.repl;

import dev.adjoint.syntax.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What was said so far: everything that is known, by name, in the order in which the names were first said. */
final class Session {

    static final Session EMPTY = new Session(Map.of());

    private final Map<String, Entry> entries;

    private Session(Map<String, Entry> entries) {
        this.entries = entries;
    }

    Optional<Entry> find(String name) {
        return Optional.ofNullable(entries.get(name));
    }

    boolean knows(String name) {
        return entries.containsKey(name);
    }

    Set<String> names() {
        return entries.keySet();
    }

    Collection<Entry> entries() {
        return new LinkedHashSet<>(entries.values());
    }

    /** The session with an entry more, in place of those that had its names. */
    Session with(Entry entry) {
        Map<String, Entry> next = new LinkedHashMap<>(entries);
        lost(entry).forEach(next::remove);
        entry.names().forEach(name -> next.put(name, entry));
        return new Session(next);
    }

    /** The names that go when the entry comes: they were defined together with one that it defines. */
    List<String> lost(Entry entry) {
        List<String> lost = new ArrayList<>();
        for (String name : entry.names()) {
            find(name)
                    .ifPresent(before -> before.names().stream()
                            .filter(other -> !entry.names().contains(other) && entries.get(other) == before)
                            .forEach(lost::add));
        }
        return lost;
    }

    /** Whether something that mentions these names depends on the name, over any way. */
    boolean reaches(Collection<String> needs, String name) {
        Deque<String> next = new ArrayDeque<>(needs);
        Set<String> seen = new HashSet<>();
        while (!next.isEmpty()) {
            String need = next.pop();
            if (need.equals(name)) {
                return true;
            }
            if (seen.add(need)) {
                find(need).ifPresent(entry -> next.addAll(entry.needs()));
            }
        }
        return false;
    }

    /** The functions that were defined, by name. */
    Map<String, Statement.Function> functions() {
        Map<String, Statement.Function> functions = new LinkedHashMap<>();
        entries.forEach((name, entry) -> {
            if (entry instanceof Entry.Written written && written.statement() instanceof Statement.Function function) {
                functions.put(name, function);
            }
        });
        return functions;
    }
}

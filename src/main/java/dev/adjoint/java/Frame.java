package dev.adjoint.java;

import com.palantir.javapoet.CodeBlock;
import dev.adjoint.loops.Buffer;
import dev.adjoint.loops.Value;
import dev.adjoint.shape.Index;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The names in one method: its locals, scope by scope, none of which hides a field, and the fields that it uses. */
final class Frame {

    private final Members members;
    private final Deque<Set<String>> scopes = new ArrayDeque<>();
    private final Map<Index, String> indices = new HashMap<>();
    private final Map<Value.Local, String> locals = new HashMap<>();
    private final Map<Buffer, String> scalars = new HashMap<>();
    private final Set<String> used = new LinkedHashSet<>();
    private final Map<Buffer, String> kept = new LinkedHashMap<>();
    private final Map<Buffer, String> own = new HashMap<>();

    Frame(Members members) {
        this.members = members;
        enter();
    }

    Members members() {
        return members;
    }

    void enter() {
        scopes.push(new HashSet<>());
    }

    /** Ends the innermost scope; what was declared in it is no longer known. */
    void leave() {
        Set<String> gone = scopes.pop();
        indices.values().removeAll(gone);
        locals.values().removeAll(gone);
    }

    /** A name for a new local of the innermost scope. */
    String local(String proposal) {
        String wish = members.variables.wish(proposal);
        String name = wish;
        for (int k = members.variables.next(wish); isTaken(name); k++) {
            name = NameTable.numbered(wish, k);
        }
        scopes.peek().add(name);
        return name;
    }

    private boolean isTaken(String name) {
        return members.variables.has(name) || scopes.stream().anyMatch(s -> s.contains(name));
    }

    String declare(Index index) {
        String name = local(index.name());
        indices.put(index, name);
        return name;
    }

    String declare(Value.Local local) {
        String name = local(local.name());
        locals.put(local, name);
        return name;
    }

    /** Makes the scalar buffer a local of the method, of the name of its field if it has one. */
    String declare(Buffer buffer) {
        String name =
                kept(buffer).or(() -> Optional.ofNullable(own.get(buffer))).orElseGet(() -> local(buffer.name()));
        scalars.put(buffer, name);
        return name;
    }

    /** Makes the local and the scalar buffer one variable. */
    String declare(Value.Local local, Buffer buffer) {
        String name = declare(buffer);
        locals.put(local, name);
        return name;
    }

    /** Says that the method changes a scalar that is a field: it does so in a local, which is stored at the end. */
    void keep(Buffer buffer, String field) {
        kept.put(buffer, field);
        members.use(field);
    }

    /** Says that the method has a local of its own in the place of a scalar that is a field, and leaves the field as it is. */
    void own(Buffer buffer, String field) {
        own.put(buffer, field);
    }

    /** The field that a scalar has besides its local. */
    Optional<String> kept(Buffer buffer) {
        return Optional.ofNullable(kept.get(buffer));
    }

    /** Lets an index stand for an expression that is already there. */
    void name(Index index, String name) {
        indices.put(index, name);
    }

    String name(Index index) {
        return known(indices.get(index), index);
    }

    String name(Value.Local local) {
        return known(locals.get(local), local);
    }

    private static String known(String name, Object what) {
        if (name == null) {
            throw new IllegalStateException(what + " is used outside of the loop or nest that declares it");
        }
        return name;
    }

    boolean isLocal(Buffer buffer) {
        return members.home(buffer) == null || kept.containsKey(buffer) || own.containsKey(buffer);
    }

    boolean isDeclared(Buffer buffer) {
        return scalars.containsKey(buffer);
    }

    String name(Buffer buffer) {
        return known(scalars.get(buffer), buffer);
    }

    /** Notes that the method reads a field, and returns its name. */
    String use(String field) {
        if (members.isField(field)) {
            used.add(field);
            members.use(field);
        }
        return field;
    }

    /** {@code int D = this.D;} for each field used: reading a field inside a loop costs more than the loop. */
    CodeBlock copies() {
        CodeBlock.Builder code = CodeBlock.builder();
        used.stream()
                .filter(f -> !members.isStatic(f))
                .sorted(Comparator.comparingInt(members::order))
                .forEach(f -> code.addStatement("$T $L = this.$L", members.type(f), f, f));
        return code.build();
    }

    /** {@code this.loss = loss;} for each scalar that the method changes. */
    CodeBlock stores() {
        CodeBlock.Builder code = CodeBlock.builder();
        kept.values().forEach(f -> code.addStatement("this.$1L = $1L", f));
        return code.build();
    }
}

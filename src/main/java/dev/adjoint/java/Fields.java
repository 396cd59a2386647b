package dev.adjoint.java;

import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.TypeName;
import dev.adjoint.loops.Buffer;
import dev.adjoint.shape.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Modifier;

/** The fields of the class, those that some method uses. */
final class Fields {

    private final Draft draft;
    private final Members members;

    Fields(Draft draft) {
        this.draft = draft;
        this.members = draft.members();
    }

    /** Writes {@code private final int D;} and its like. */
    List<FieldSpec> write() {
        List<FieldSpec> fields = new ArrayList<>();
        for (Sizes.Named named : draft.sizes().all()) {
            if (named.origin() == Sizes.Origin.CONSTANT && members.isUsed(named.field())) {
                fields.add(constant(named));
            }
        }
        Set<String> finals = finals();
        for (String name : names()) {
            FieldSpec.Builder field = FieldSpec.builder(members.type(name), name, Modifier.PRIVATE);
            fields.add((finals.contains(name) ? field.addModifiers(Modifier.FINAL) : field).build());
        }
        fields.add(state(draft.reals(), "loaded"));
        fields.add(state(TypeName.BOOLEAN, "computed"));
        fields.add(state(TypeName.BOOLEAN, "current"));
        if (draft.isFused()) {
            fields.add(state(TypeName.BOOLEAN, "kept"));
        }
        if (!draft.loops().wrt().isEmpty()) {
            fields.add(state(TypeName.BOOLEAN, "differentiated"));
        }
        return fields;
    }

    /** Writes {@code private static final int C = 10;}. */
    private static FieldSpec constant(Sizes.Named named) {
        return FieldSpec.builder(int.class, named.field(), Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                .initializer("$L", named.value().known().orElseThrow())
                .build();
    }

    private static FieldSpec state(TypeName type, String name) {
        return FieldSpec.builder(type, name, Modifier.PRIVATE).build();
    }

    /** The names of those that each object has, without what says what was called last. */
    List<String> names() {
        return members.fields().stream()
                .filter(name -> !members.isStatic(name) && exists(name))
                .toList();
    }

    private boolean exists(String name) {
        boolean isAlias = draft.sizes().all().stream()
                .anyMatch(n -> n.field().equals(name)
                        && n.origin() == Sizes.Origin.DERIVED
                        && !draft.sizes().derived().contains(n));
        return !isAlias
                && (!name.equals("parameters") || members.parameters().known().isEmpty());
    }

    /** What is set once, in the constructor. */
    Set<String> finals() {
        Set<String> finals = new HashSet<>();
        draft.sizes().all().stream().filter(n -> !n.settable()).forEach(n -> finals.add(n.field()));
        draft.sizes().settable().forEach(n -> finals.add(members.largest(n)));
        if (!members.isLarge()) {
            finals.add("parameters");
            finals.add("seeds");
            members.theta.forEach(s -> s.at().field().ifPresent(finals::add));
            members.seeds.stream()
                    .filter(s -> !draft.sizes().varies(s.offset()))
                    .forEach(s -> s.at().field().ifPresent(finals::add));
            members.parts.forEach((field, part) -> {
                if (!draft.sizes().varies(part.offset())) {
                    finals.add(field);
                }
            });
            members.matrices().forEach(p -> finals.addAll(List.of(members.row(p), members.column(p))));
            draft.program().inputs().stream()
                    .filter(i -> i.type().kind() == Kind.INDEX && !i.type().isScalar())
                    .forEach(i -> finals.add(members.variable(members.buffer(i, Buffer.Place.INPUT))));
            members.arrays().forEach(b -> finals.add(members.variable(b)));
            members.slots().keySet().forEach(k -> finals.add(Members.slots(k)));
            if (!members.extents().isEmpty()) {
                finals.add(members.panel());
            }
            if (!members.functions().isEmpty()) {
                finals.add(members.rows());
            }
        }
        return finals;
    }
}

package dev.adjoint.shape;

import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The names that a loop carries: they may be defined again, and stay what they are. */
final class Carried {

    private final Set<String> names;
    private final List<Scan.Carry> carries = new ArrayList<>();

    /** @param names all that may be defined again, also those whose first value does not check */
    Carried(Set<String> names) {
        this.names = Set.copyOf(names);
    }

    Scan.Carry add(Scan.Carry carry) {
        carries.add(carry);
        return carry;
    }

    List<Scan.Carry> carries() {
        return carries;
    }

    private Optional<Scan.Carry> find(String name) {
        return carries.stream().filter(c -> c.name().equals(name)).findFirst();
    }

    boolean has(String name) {
        return names.contains(name);
    }

    /** A value for the name: if the name is carried, of the shape and kind of its first value. */
    Typed next(String name, Typed value) {
        return find(name).map(carry -> next(carry, value)).orElse(value);
    }

    private static Typed next(Scan.Carry carry, Typed value) {
        Type first = carry.type();
        if (!Sizes.same(first.shape(), value.type().shape())) {
            throw new Refusal(Diagnostic.at(
                            value.span(),
                            Code.E0214,
                            "`" + carry + "` is carried and keeps its shape; it is " + Elements.quoted(first)
                                    + ", and here " + Elements.quoted(value.type()))
                    .label("" + value.type())
                    .note(carry.first().span(), "the first value is " + Elements.quoted(first)));
        }
        Typed next = first.kind() == Kind.REAL && value.type().kind() == Kind.INDEX ? Elements.real(value) : value;
        if (next.type().kind() != first.kind()) {
            Diagnostic changed = Diagnostic.at(
                            value.span(),
                            Code.E0214,
                            "`" + carry + "` is carried and stays " + kind(first) + "; here it would become "
                                    + kind(next.type()))
                    .label(kind(next.type()))
                    .note(carry.first().span(), "the first value is " + kind(first));
            throw new Refusal(cure(carry, next).map(changed::help).orElse(changed));
        }
        Optional<Whole> bound = Elements.bound(next);
        if (first.kind() == Kind.INDEX && !Sizes.same(carry.bound().orElseThrow(), bound.orElseThrow())) {
            throw new Refusal(Diagnostic.at(
                            value.span(),
                            Code.E0214,
                            "`" + carry + "` is carried and stays an index of `"
                                    + carry.bound().orElseThrow() + "`; here it would become one of `"
                                    + bound.orElseThrow() + "`")
                    .note(
                            carry.first().span(),
                            "the first value is an index of " + carry.bound().orElseThrow()));
        }
        return next;
    }

    private static String kind(Type type) {
        String one = switch (type.kind()) {
            case REAL -> "a real number";
            case INDEX -> "an index";
            case TRUTH -> "a truth value";
        };
        return type.isScalar()
                ? one
                : switch (type.kind()) {
                    case REAL -> "real numbers";
                    case INDEX -> "indices";
                    case TRUTH -> "truth values";
                };
    }

    private static Optional<String> cure(Scan.Carry carry, Typed next) {
        if (carry.type().kind() == Kind.INDEX && next.type().kind() == Kind.REAL) {
            Whole bound = carry.bound().orElseThrow();
            return Optional.of("an index again is `index(" + next.span().text() + ", " + bound
                    + ")`; to count with a number begin with one: `carry " + carry + " = 1*"
                    + carry.first().span().text() + "`");
        }
        return Optional.empty();
    }
}

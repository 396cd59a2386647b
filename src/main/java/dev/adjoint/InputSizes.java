package dev.adjoint;

import dev.adjoint.interpret.Sizes;
import dev.adjoint.shape.Dim;
import dev.adjoint.shape.Program;
import dev.adjoint.shape.Whole;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The sizes of the open dims: those that were said, and those that follow from the arrays given to inputs. */
final class InputSizes {

    private final Program program;
    private final Map<String, Long> known;

    /** @param said by name; they go before what follows from arrays */
    InputSizes(Program program, Map<String, Integer> said, Collection<BoundInput> inputs) {
        this.program = program;
        this.known = new LinkedHashMap<>();
        said.forEach((dim, size) -> known.put(dim, (long) size));
        boolean more = true;
        while (more) {
            int before = known.size();
            inputs.forEach(this::follow);
            more = known.size() > before;
        }
    }

    private void follow(BoundInput input) {
        List<Whole> axes = input.axes();
        for (int axis = 0; axis < input.lengths().size(); axis++) {
            learn(axes.get(axis), input.lengths().get(axis));
        }
        List<Whole> open = axes.stream().filter(a -> value(a).isEmpty()).toList();
        if (open.size() == 1) {
            long rest = axes.stream().flatMap(a -> value(a).stream()).reduce(1L, (a, b) -> a * b);
            if (rest > 0 && input.count() % rest == 0) {
                learn(open.get(0), input.count() / rest);
            }
        }
    }

    private void learn(Whole axis, long length) {
        axis.atom()
                .filter(a -> a instanceof Dim dim && dim.value().isEmpty() && length > 0)
                .ifPresent(a -> known.putIfAbsent(((Dim) a).name(), length));
    }

    /** The number that a size comes to, if its dims are known. */
    Optional<Long> value(Whole size) {
        boolean all = size.closed().atoms().stream()
                .allMatch(a -> a instanceof Dim dim && (dim.value().isPresent() || known.containsKey(dim.name())));
        return all ? Optional.of(Sizes.of(known).of(size.closed())) : Optional.empty();
    }

    Optional<Long> named(String dim) {
        return Optional.ofNullable(known.get(dim));
    }

    /**
     * All sizes.
     *
     * @throws IllegalStateException if some do not follow
     */
    Sizes all() {
        need(open().toList());
        return Sizes.of(known);
    }

    /** The sizes of all params; the inputs need not have theirs. */
    Sizes ofParams() {
        List<String> used = program.params().stream()
                .flatMap(p -> p.type().shape().stream())
                .flatMap(size -> size.closed().atoms().stream())
                .map(atom -> atom instanceof Dim dim ? dim.name() : "")
                .toList();
        need(open().filter(used::contains).toList());
        return Sizes.of(known);
    }

    private Stream<String> open() {
        return program.dims().stream().filter(Program.Size::isOpen).map(Program.Size::name);
    }

    private void need(List<String> dims) {
        List<String> unknown = dims.stream().filter(d -> !known.containsKey(d)).toList();
        if (!unknown.isEmpty()) {
            throw new IllegalStateException("the size of "
                    + unknown.stream().map(d -> "dim `" + d + "`").collect(Collectors.joining(" and of "))
                    + " is not known: set the inputs that show it, or say "
                    + unknown.stream().map(d -> "size(\"" + d + "\", 10)").collect(Collectors.joining(" and ")));
        }
    }

    /**
     * Refuses an input whose array does not fit.
     *
     * @throws IllegalArgumentException with what it has and what it should have
     */
    static void check(BoundInput input, Sizes sizes) {
        long[] wanted = input.axes().stream().mapToLong(sizes::of).toArray();
        boolean fits = input.lengths().isEmpty()
                ? LongStream.of(wanted).reduce(1, (a, b) -> a * b) == input.count()
                : input.lengths().stream()
                        .map(Integer::longValue)
                        .toList()
                        .equals(LongStream.of(wanted).boxed().toList());
        if (!fits) {
            throw new IllegalArgumentException(input.shown() + ", and `" + input.declared() + "` is "
                    + LongStream.of(wanted).boxed().toList() + " with " + dims(input, sizes));
        }
    }

    /** {@code N = 3, D = 2}. */
    private static String dims(BoundInput input, Sizes sizes) {
        return input.axes().stream()
                .flatMap(size -> size.closed().atoms().stream())
                .distinct()
                .map(atom -> atom + " = " + sizes.of(Whole.of(atom)))
                .collect(Collectors.joining(", "));
    }
}

package dev.adjoint.java;

import dev.adjoint.shape.Atom;
import dev.adjoint.shape.Dim;
import dev.adjoint.shape.Program;
import dev.adjoint.shape.Whole;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToLongFunction;

/** Small numbers for the open dims that fulfil what the program requires of them, for the example in the Javadoc. */
final class ExampleSizes {

    private static final int STEPS = 1_000;
    private static final int MUCH = 1_000;

    private final Program program;
    private final Map<String, Long> numbers = new LinkedHashMap<>();

    private ExampleSizes(Program program) {
        this.program = program;
        program.dims().stream().filter(Program.Size::isOpen).forEach(d -> numbers.put(d.name(), 2L));
    }

    /** A number for each open dim; in the rare case that none are found, all are 2. */
    static Map<String, Long> of(Program program) {
        ExampleSizes sizes = new ExampleSizes(program);
        try {
            for (int step = 0; step < STEPS; step++) {
                if (!sizes.improve()) {
                    return sizes.numbers;
                }
            }
        } catch (ArithmeticException tooLarge) {
            return new ExampleSizes(program).numbers;
        }
        return new ExampleSizes(program).numbers;
    }

    /** The value of a size for these numbers. */
    static long value(Program program, Whole size) {
        ExampleSizes sizes = new ExampleSizes(program);
        sizes.numbers.putAll(of(program));
        return sizes.value(size, "");
    }

    /** Enlarges the dims that help a requirement that does not hold; nothing if all hold. */
    private boolean improve() {
        for (Program.Requirement requirement : program.requirements()) {
            if (requirement.oneOf().stream().allMatch(w -> value(w, "") < 0)) {
                Whole first = requirement.oneOf().get(0);
                numbers.keySet().stream()
                        .filter(dim -> value(first, dim) > value(first, ""))
                        .forEach(dim -> numbers.merge(dim, 1L, Long::sum));
                return true;
            }
        }
        return false;
    }

    /** The value with one of the dims so much larger that a floor division shows it. */
    private long value(Whole whole, String larger) {
        ToLongFunction<Atom> values = atom -> {
            Dim dim = (Dim) atom;
            return dim.value()
                    .orElseGet(() -> numbers.get(dim.name()) + (dim.name().equals(larger) ? MUCH : 0));
        };
        return whole.evaluate(values);
    }
}

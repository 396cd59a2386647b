package dev.adjoint.run;

import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.diagnostic.Diagnostics;
import dev.adjoint.shape.Atom;
import dev.adjoint.shape.Dim;
import dev.adjoint.shape.Program;
import dev.adjoint.shape.Whole;
import dev.adjoint.source.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds the open dims from the lengths of the axes of what is given. Axes that are a dim alone are taken first, then, as
 * long as something follows, those whose size has one unknown dim left, to the first power.
 */
final class SizeSolver {

    /** The largest length of a Java array, and so of an axis. */
    private static final long LONGEST = Integer.MAX_VALUE;

    /**
     * What is known about a size.
     *
     * @param words how the length was given: {@code `W` has 3 along [D + 1]}
     */
    private record Equation(Whole size, long length, String words, Span place) {}

    private final Program program;
    private final Diagnostics diagnostics;
    private final Advice advice;
    private final List<Equation> equations = new ArrayList<>();
    private final Map<Dim, Long> known = new LinkedHashMap<>();
    private final Map<Dim, Equation> origins = new LinkedHashMap<>();
    private final Set<Whole> refused = new HashSet<>();

    SizeSolver(Program program, Diagnostics diagnostics, Advice advice) {
        this.advice = advice;
        this.program = program;
        this.diagnostics = diagnostics;
    }

    /** A number under the name of a dim. */
    void named(Program.Size dim, Given given) {
        double number = given.isNumber() ? given.numbers()[0] : Double.NaN;
        if (number != Math.rint(number) || number < 1 || number > LONGEST) {
            diagnostics.add(Diagnostic.at(
                            given.place(),
                            Code.E0805,
                            "the size of dim `" + dim.name() + "` cannot be "
                                    + given.place().text().strip())
                    .note(dim.span(), "a dim")
                    .help("a size is a whole number from 1 to " + LONGEST));
            return;
        }
        equations.add(new Equation(dim.value(), (long) number, "`" + dim.name() + "` is given", given.place()));
    }

    /** An axis of a given array. */
    void axis(Whole size, int axis, Given given) {
        String where = given.shape().length == 1 ? "" : " along axis " + axis;
        String words = "`" + given.name() + "` has " + given.shape()[axis] + where;
        equations.add(new Equation(size, given.shape()[axis], words, given.place()));
    }

    /** The sizes of all open dims by name; empty if some contradict each other or do not follow. */
    Optional<Map<String, Long>> solve() {
        Optional<Map<String, Long>> known = solvePartly();
        known.ifPresent(
                sizes -> open().filter(d -> !sizes.containsKey(d.name())).forEach(this::missing));
        return diagnostics.hasErrors() ? Optional.empty() : known;
    }

    /** The sizes of those open dims that follow, by name; empty if some contradict each other. */
    Optional<Map<String, Long>> solvePartly() {
        List<Equation> left = new ArrayList<>(equations);
        left.removeIf(this::takenAlone);
        boolean more = true;
        while (more) {
            more = left.removeIf(e -> e.size().closed().atoms().size() <= 1 && taken(e)) || left.removeIf(this::taken);
        }
        if (!diagnostics.hasErrors()) {
            equations.forEach(this::agree);
        }
        if (diagnostics.hasErrors()) {
            return Optional.empty();
        }
        Map<String, Long> sizes = new LinkedHashMap<>();
        open().forEach(d -> Optional.ofNullable(known.get((Dim) d.value().atom().orElseThrow()))
                .ifPresent(size -> sizes.put(d.name(), size)));
        return Optional.of(sizes);
    }

    private Stream<Program.Size> open() {
        return program.dims().stream().filter(Program.Size::isOpen);
    }

    private void agree(Equation equation) {
        OptionalLong length = remaining(equation).known();
        boolean differs = length.isPresent() && length.getAsLong() != equation.length();
        if (differs && refused.add(equation.size())) {
            contradict(equation, length.getAsLong());
        }
    }

    private boolean takenAlone(Equation equation) {
        Optional<Atom> atom = equation.size().closed().atom();
        if (atom.isEmpty() || !(atom.get() instanceof Dim dim)) {
            return false;
        }
        known.putIfAbsent(dim, equation.length());
        origins.putIfAbsent(dim, equation);
        return true;
    }

    /** Solves {@code factor*dim + rest = length} if that is what is left of the equation. */
    private boolean taken(Equation equation) {
        Whole open = remaining(equation);
        if (open.isNumber() || open.atoms().size() != 1) {
            return open.isNumber();
        }
        Atom atom = open.atoms().iterator().next();
        Long factor = open.terms().get(Map.of(atom, 1));
        if (!(atom instanceof Dim dim)
                || factor == null
                || !open.terms().keySet().stream().allMatch(p -> linear(p))) {
            return false;
        }
        long rest = open.terms().getOrDefault(Map.<Atom, Integer>of(), 0L);
        long product = equation.length() - rest;
        if (product % factor != 0 || product / factor < 1) {
            Diagnostic impossible = Diagnostic.at(
                    equation.place(),
                    Code.E0805,
                    equation.words() + ", and no dim `" + dim + "` makes [" + equation.size() + "] so long");
            diagnostics.add(withOrigins(impossible, equation));
            return true;
        }
        known.put(dim, product / factor);
        origins.put(dim, equation);
        return true;
    }

    private static boolean linear(Map<Atom, Integer> product) {
        return product.isEmpty() || (product.size() == 1 && product.containsValue(1));
    }

    private Whole remaining(Equation equation) {
        return equation.size()
                .closed()
                .substitute(a -> a instanceof Dim d && known.containsKey(d)
                        ? Optional.of(Whole.of(known.get(d)))
                        : Optional.empty());
    }

    private void contradict(Equation equation, long length) {
        Optional<Dim> dim = equation.size().atom().map(a -> a instanceof Dim d ? d : null);
        Equation origin = dim.map(origins::get).orElse(null);
        if (origin != null) {
            diagnostics.add(Diagnostic.at(
                            equation.place(),
                            Code.E0805,
                            "dim `" + dim.get() + "` has two sizes, " + length + " and " + equation.length())
                    .label(equation.words())
                    .note(origin.place(), origin.words()));
            return;
        }
        Diagnostic wrong = Diagnostic.at(
                equation.place(),
                Code.E0802,
                equation.words() + ", and the program says " + said(equation.size(), length));
        diagnostics.add(withOrigins(wrong, equation));
    }

    /** {@code [D + 1] = 4}, {@code 4}. */
    private static String said(Whole size, long length) {
        return size.isNumber() ? Long.toString(length) : size + " = " + length;
    }

    private Diagnostic withOrigins(Diagnostic diagnostic, Equation equation) {
        Diagnostic whole = diagnostic;
        for (Atom atom : equation.size().atoms()) {
            Equation origin = atom instanceof Dim dim ? origins.get(dim) : null;
            if (origin != null && !origin.equals(equation)) {
                whole = whole.note(origin.place(), atom + " = " + known.get(atom) + ": " + origin.words());
            }
        }
        return whole;
    }

    private void missing(Program.Size dim) {
        diagnostics.add(Diagnostic.at(
                        dim.span(), Code.E0805, "the size of dim `" + dim.name() + "` does not follow from the values")
                .help(advice.size(dim)));
    }
}

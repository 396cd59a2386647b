package dev.adjoint.run;

import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.diagnostic.Diagnostics;
import dev.adjoint.diagnostic.Spelling;
import dev.adjoint.interpret.Interpreter;
import dev.adjoint.interpret.Point;
import dev.adjoint.interpret.Sampler;
import dev.adjoint.interpret.Sizes;
import dev.adjoint.shape.Kind;
import dev.adjoint.shape.Program;
import dev.adjoint.shape.Typed;
import dev.adjoint.shape.Variable;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Fits given values to a program: every name known, every value there, every shape and index right. */
public final class Fitting {

    /**
     * Where a program is to be evaluated.
     *
     * @param started the params that were not given and take their start values
     */
    public record Fitted(Point point, List<Variable> started) {}

    /**
     * Where a program is to be evaluated, as far as it was said.
     *
     * @param numbers of those params and inputs that were given
     */
    public record Partial(Sizes sizes, Map<Variable, double[]> numbers) {}

    private final Program program;
    private final Map<String, Given> given;
    private final Diagnostics diagnostics;
    private final Advice advice;
    private final List<Variable> variables;

    public Fitting(Program program, Map<String, Given> given, Diagnostics diagnostics) {
        this(program, given, diagnostics, Advice.COMMAND);
    }

    /** @param advice how values that are missing may be given */
    public Fitting(Program program, Map<String, Given> given, Diagnostics diagnostics, Advice advice) {
        this.program = program;
        this.given = given;
        this.diagnostics = diagnostics;
        this.advice = advice;
        this.variables = Stream.concat(program.params().stream(), program.inputs().stream())
                .toList();
    }

    /** The point; empty if something does not fit or is missing, which is then among the diagnostics. */
    public Optional<Fitted> fit() {
        return guarded(() -> {
            given.values().forEach(this::known);
            present();
            return solver().flatMap(solver -> solver.solve().map(Sizes::of))
                    .filter(this::possible)
                    .filter(this::indices)
                    .map(this::point);
        });
    }

    /** What is given as it fits, at sizes of which those that do not follow are drawn; empty if something does not fit. */
    public Optional<Partial> fitPartly(Sampler sampler) {
        return guarded(() -> {
            given.values().forEach(this::known);
            return solver().flatMap(SizeSolver::solvePartly)
                    .flatMap(known -> drawn(known, sampler))
                    .filter(this::possible)
                    .filter(this::indices)
                    .map(sizes -> new Partial(sizes, numbers()));
        });
    }

    private <T> Optional<T> guarded(Supplier<Optional<T>> fitting) {
        try {
            return fitting.get();
        } catch (ArithmeticException overflow) {
            diagnostics.add(Diagnostic.nowhere(
                    Code.E0805, "with these sizes an array of the program is longer than a Java array can be"));
            return Optional.empty();
        }
    }

    private Optional<Sizes> drawn(Map<String, Long> known, Sampler sampler) {
        Optional<Sizes> sizes = sampler.sizes(known);
        if (sizes.isEmpty()) {
            diagnostics.add(
                    Diagnostic.nowhere(Code.E0809, "no small sizes were found for which the program's conditions hold")
                            .help("give the sizes by name in the values: {\"N\": 10}"));
        }
        return sizes;
    }

    private Map<Variable, double[]> numbers() {
        Map<Variable, double[]> numbers = new HashMap<>();
        for (Variable variable : variables) {
            Given value = given(variable);
            if (value != null) {
                numbers.put(variable, value.numbers());
            }
        }
        return numbers;
    }

    private void known(Given value) {
        String name = value.name();
        List<String> names = Stream.concat(
                        variables.stream().map(Variable::name),
                        program.dims().stream().map(Program.Size::name))
                .toList();
        if (names.contains(name)) {
            return;
        }
        boolean computed = program.definitions().stream()
                .anyMatch(d -> !d.hidden() && d.name().equals(name));
        if (computed) {
            diagnostics.add(Diagnostic.at(value.key(), Code.E0806, "`" + name + "` is computed, not given")
                    .help("leave it out"));
            return;
        }
        Diagnostic unknown = Diagnostic.at(value.key(), Code.E0806, "the program has no `" + name + "`");
        diagnostics.add(Spelling.closest(name, names)
                .map(close -> unknown.help("did you mean `" + close + "`?"))
                .orElseGet(() -> unknown.help("it has " + String.join(", ", names))));
    }

    private void present() {
        List<Variable> missing = variables.stream()
                .filter(v -> !given.containsKey(v.name()) && v.start().isEmpty())
                .toList();
        if (missing.isEmpty()) {
            return;
        }
        String names = missing.stream().map(Fitting::declared).collect(Collectors.joining(", "));
        diagnostics.add(Diagnostic.at(
                        missing.get(0).span(),
                        Code.E0801,
                        missing.size() == 1 ? "there is no value for " + names : "there are no values for " + names)
                .help(advice.values(missing)));
    }

    /** {@code W[H,D]}. */
    private static String declared(Variable variable) {
        return "`" + variable.name() + axes(variable) + "`";
    }

    private static String axes(Variable variable) {
        List<Whole> shape = variable.type().shape();
        return shape.isEmpty() ? "" : shape.stream().map(Whole::toString).collect(Collectors.joining(",", "[", "]"));
    }

    /** The equations for the sizes; empty if something was refused. */
    private Optional<SizeSolver> solver() {
        if (diagnostics.hasErrors()) {
            return Optional.empty();
        }
        SizeSolver solver = new SizeSolver(program, diagnostics, advice);
        for (Program.Size dim : program.dims()) {
            Optional.ofNullable(given.get(dim.name())).ifPresent(value -> solver.named(dim, value));
        }
        variables.forEach(v -> Optional.ofNullable(given(v)).ifPresent(value -> axes(v, value, solver)));
        return diagnostics.hasErrors() ? Optional.empty() : Optional.of(solver);
    }

    private Given given(Variable variable) {
        Given value = given.get(variable.name());
        return value != null && value.unbracketed() && variable.type().rank() == 1 ? value.asVector() : value;
    }

    private void axes(Variable variable, Given value, SizeSolver solver) {
        int rank = variable.type().rank();
        if (value.shape().length != rank) {
            diagnostics.add(Diagnostic.at(
                            value.place(),
                            Code.E0802,
                            "`" + value.name() + "` is " + nested(value) + ", and the program says "
                                    + (rank == 0 ? "a number" : axes(variable)))
                    .note(variable.span(), "declared here")
                    .help("write it as " + variable.name() + Advice.example(variable, "=")));
            return;
        }
        for (int axis = 0; axis < rank; axis++) {
            if (value.shape()[axis] == 0) {
                diagnostics.add(Diagnostic.at(value.place(), Code.E0802, "`" + value.name() + "` is empty")
                        .note(variable.span(), "declared here")
                        .help("every size is at least 1"));
                return;
            }
            solver.axis(variable.type().shape().get(axis), axis, value);
        }
    }

    private static String nested(Given value) {
        return value.isNumber() ? "a number" : "an array " + Arrays.toString(value.shape());
    }

    /** Whether derived sizes are at least 1 and the program's conditions on the sizes hold. */
    private boolean possible(Sizes sizes) {
        for (Program.Requirement requirement : program.requirements()) {
            if (requirement.oneOf().stream().allMatch(w -> sizes.of(w) < 0)) {
                diagnostics.add(Diagnostic.at(
                        requirement.span(),
                        Code.E0809,
                        "with " + shown(sizes) + " this does not hold: " + requirement.text()));
                return false;
            }
        }
        for (Program.Size dim : program.dims()) {
            if (sizes.of(dim.value()) < 1) {
                diagnostics.add(Diagnostic.at(
                        dim.span(),
                        Code.E0809,
                        "with " + shown(sizes) + " dim `" + dim.name() + "` is " + sizes.of(dim.value())
                                + ", and every size is at least 1"));
                return false;
            }
        }
        return true;
    }

    /** {@code N = 3, D = 2}. */
    private String shown(Sizes sizes) {
        return program.dims().stream()
                .filter(Program.Size::isOpen)
                .map(d -> d.name() + " = " + sizes.of(d.value()))
                .collect(Collectors.joining(", "));
    }

    private boolean indices(Sizes sizes) {
        variables.forEach(v -> indices(v, sizes));
        return !diagnostics.hasErrors();
    }

    private void indices(Variable variable, Sizes sizes) {
        Given value = given(variable);
        if (variable.type().kind() != Kind.INDEX || value == null) {
            return;
        }
        Whole dim = variable.bound().orElseThrow();
        long bound = sizes.of(dim);
        for (int k = 0; k < value.numbers().length; k++) {
            double number = value.numbers()[k];
            if (number != Math.rint(number) || number < 0 || number >= bound) {
                String size = dim.isNumber() ? dim.toString() : dim + " = " + bound;
                diagnostics.add(Diagnostic.at(
                                value.place(k),
                                Code.E0804,
                                "`" + value.element(k) + "` is "
                                        + value.place(k).text() + ", not an index of " + size)
                        .note(variable.span(), "declared here")
                        .help("an index is a whole number from 0 to " + (bound - 1)));
                return;
            }
        }
    }

    private Fitted point(Sizes sizes) {
        Point point = new Point(sizes);
        List<Variable> started = new ArrayList<>();
        for (Variable variable : variables) {
            Given value = given(variable);
            if (value == null) {
                started.add(variable);
                point.set(variable, start(variable.start().orElseThrow(), sizes.count(variable.type()), sizes));
            } else {
                point.set(variable, value.numbers());
            }
        }
        return new Fitted(point, started);
    }

    private double[] start(Typed formula, int count, Sizes sizes) {
        double[] start = new Interpreter(program, sizes).at(new Point(sizes)).values(formula);
        if (start.length == count) {
            return start;
        }
        double[] spread = new double[count];
        Arrays.fill(spread, start[0]);
        return spread;
    }
}

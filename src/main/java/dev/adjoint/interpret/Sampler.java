package dev.adjoint.interpret;

import dev.adjoint.shape.Dim;
import dev.adjoint.shape.Kind;
import dev.adjoint.shape.Program;
import dev.adjoint.shape.Variable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Draws sizes and points at which a program can be tried; the same seed draws the same. */
public final class Sampler {

    private static final int TRIES = 100;
    private static final long LARGEST_SIZE = 1 << 13;

    private final Program program;
    private final Random random;

    public Sampler(Program program, long seed) {
        this.program = program;
        this.random = new Random(seed);
    }

    /**
     * Small sizes, different where that is possible, for the open dims that are not given; they fit the program. Empty if
     * none were found.
     */
    public Optional<Sizes> sizes(Map<String, Long> given) {
        List<String> open = program.dims().stream()
                .filter(Program.Size::isOpen)
                .map(d -> ((Dim) d.value().atom().orElseThrow()).name())
                .filter(name -> !given.containsKey(name))
                .toList();
        for (long limit = open.size() + 1L; limit <= LARGEST_SIZE; limit += (limit + 1) / 2) {
            for (int k = 0; k < TRIES; k++) {
                Map<String, Long> drawn = new HashMap<>(given);
                long lowest = k < TRIES / 2 ? 2 : 1;
                boolean different = k < TRIES * 3 / 4;
                draw(open, lowest, limit, different, drawn);
                Sizes sizes = Sizes.of(drawn);
                if (sizes.fit(program)) {
                    return Optional.of(sizes);
                }
            }
        }
        return Optional.empty();
    }

    private void draw(List<String> names, long lowest, long limit, boolean different, Map<String, Long> drawn) {
        List<Long> numbers = new ArrayList<>();
        for (long n = lowest; n <= limit && n < lowest + LARGEST_SIZE; n++) {
            numbers.add(n);
        }
        Collections.shuffle(numbers, random);
        for (int k = 0; k < names.size(); k++) {
            drawn.put(names.get(k), numbers.get(different ? k % numbers.size() : random.nextInt(numbers.size())));
        }
    }

    /**
     * A point at which all outputs are finite: reals are normal (near its start value, for a param that has one), indices
     * uniform; where that is not finite after some tries, reals are positive. Empty if that does not help either. As soon as
     * a row is read before it is there, no index is larger than its own position: so trees are drawn.
     *
     * @param given values that are not drawn
     * @throws MissingRow if that happens all the same
     */
    public Optional<Point> point(Interpreter interpreter, Map<Variable, double[]> given) {
        Optional<MissingRow> missing = Optional.empty();
        for (int k = 0; k < 2 * TRIES; k++) {
            Point point = draw(interpreter, given, k >= TRIES, missing.isPresent());
            try {
                if (isFinite(interpreter.at(point))) {
                    return Optional.of(point);
                }
            } catch (MissingRow row) {
                missing = Optional.of(row);
            }
        }
        if (missing.isPresent()) {
            throw missing.get();
        }
        return Optional.empty();
    }

    private boolean isFinite(Evaluation run) {
        return program.outputs().stream()
                .flatMapToDouble(d -> DoubleStream.of(run.values(d)))
                .allMatch(Double::isFinite);
    }

    private Point draw(Interpreter interpreter, Map<Variable, double[]> given, boolean positive, boolean backwards) {
        Point point = new Point(interpreter.sizes());
        Stream.concat(program.params().stream(), program.inputs().stream()).forEach(variable -> {
            double[] numbers = given.get(variable);
            point.set(variable, numbers != null ? numbers : numbers(interpreter, variable, positive, backwards));
        });
        return point;
    }

    private double[] numbers(Interpreter interpreter, Variable variable, boolean positive, boolean backwards) {
        double[] numbers = new double[interpreter.sizes().count(variable.type())];
        if (variable.type().kind() == Kind.INDEX) {
            int bound = Math.toIntExact(interpreter.sizes().of(variable.bound().orElseThrow()));
            Arrays.setAll(numbers, k -> random.nextInt(backwards ? Math.min(bound, k + 1) : bound));
            return numbers;
        }
        Arrays.setAll(numbers, k -> random.nextGaussian());
        variable.start().ifPresent(start -> {
            double[] middle = interpreter.at(new Point(interpreter.sizes())).values(start);
            Arrays.setAll(numbers, k -> {
                double from = middle[middle.length == 1 ? 0 : k];
                return from + 0.1 * Math.max(1, Math.abs(from)) * numbers[k];
            });
        });
        if (positive) {
            Arrays.setAll(numbers, k -> Math.abs(numbers[k]));
        }
        return numbers;
    }
}

package dev.adjoint.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;

/** Random loops over few steps, each as it is and with its steps written out one below the other. */
final class Loops {

    private static final int STEPS = 3;

    /** What stands before both. */
    private static final String HEAD = """
            dim T = 3, H = 2
            param w, x[T,H], y[T], U[H,H]
            """;

    /** A body as it stands in the loop, or as it stands for one step. */
    private interface Place {

        String step();

        /** What a name means here. */
        String use(String name);

        /** The name on a left side, which means this from here on. */
        String define(String name);

        String collect(String rows);

        /** The row of the step before, or 0. */
        String before(String rows);
    }

    private static final class InLoop implements Place {

        @Override
        public String step() {
            return "t";
        }

        @Override
        public String use(String name) {
            return name;
        }

        @Override
        public String define(String name) {
            return name;
        }

        @Override
        public String collect(String rows) {
            return rows + "[t]";
        }

        @Override
        public String before(String rows) {
            return "(if t > 0 then " + rows + "[t-1] else 0)";
        }
    }

    private static final class InStep implements Place {

        private final int step;
        private final List<String> defined = new ArrayList<>();

        InStep(int step) {
            this.step = step;
        }

        @Override
        public String step() {
            return "" + step;
        }

        @Override
        public String use(String name) {
            long times = defined.stream().filter(name::equals).count();
            boolean carried = name.equals("a") || name.equals("h");
            return times == 0 && carried ? name + step : name + "_" + step + "_" + times;
        }

        @Override
        public String define(String name) {
            defined.add(name);
            return use(name);
        }

        @Override
        public String collect(String rows) {
            return rows + "_" + step;
        }

        @Override
        public String before(String rows) {
            return step > 0 ? "(if " + step + " > 0 then " + rows + "_" + (step - 1) + " else 0)" : "0";
        }
    }

    private final Random random;
    private final List<Function<Place, String>> body = new ArrayList<>();
    private final List<String> rows = new ArrayList<>();
    private final List<String> scalars = new ArrayList<>(List.of("a"));
    private final List<String> vectors = new ArrayList<>(List.of("h"));
    private final String first;
    private final String firstVector;

    Loops(long seed, int size) {
        this.random = new Random(seed);
        this.first = one("0", "w", "y[0]*w");
        this.firstVector = one("zeros(H)", "x[0,:]", "U*x[1,:]");
        for (int k = 0; k < size; k++) {
            statement(k);
        }
        collect("last", scalar(2));
    }

    String loop() {
        StringBuilder text = new StringBuilder(HEAD);
        text.append("scan t in T carry a = ")
                .append(first)
                .append(", h = ")
                .append(firstVector)
                .append(" {\n");
        body.forEach(s -> text.append("  ").append(s.apply(new InLoop())).append('\n'));
        return text.append("}\n").append(loss()).toString();
    }

    String unrolled() {
        StringBuilder text = new StringBuilder(HEAD);
        text.append("a0 = ").append(first).append("\nh0 = ").append(firstVector).append('\n');
        for (int t = 0; t < STEPS; t++) {
            InStep step = new InStep(t);
            body.forEach(s -> text.append(s.apply(step)).append('\n'));
            for (String carried : List.of("a", "h")) {
                String next = t == STEPS - 1 ? carried : carried + (t + 1);
                text.append(next).append(" = ").append(step.use(carried)).append('\n');
            }
        }
        rows.forEach(r -> text.append(r).append(" = [").append(parts(r)).append("]\n"));
        return text.append(loss()).toString();
    }

    private static String parts(String rows) {
        List<String> parts = new ArrayList<>();
        for (int t = 0; t < STEPS; t++) {
            parts.add(rows + "_" + t);
        }
        return String.join(", ", parts);
    }

    private String loss() {
        StringBuilder text = new StringBuilder("loss = a + sum(h)");
        rows.forEach(r -> text.append(" + sum(").append(r).append(')'));
        return text.append('\n').toString();
    }

    private void statement(int number) {
        switch (random.nextInt(7)) {
            case 0 -> define("v" + number, scalar(2), scalars);
            case 1 -> define("a", scalar(2), scalars);
            case 2 -> define("h", vector(2), vectors);
            case 3 -> define("p" + number, vector(2), vectors);
            case 4 -> collect("s" + number, scalar(2));
            case 5 -> byIndex();
            default -> inner(number);
        }
    }

    private void define(String name, Function<Place, String> value, List<String> names) {
        body.add(place -> {
            String formula = value.apply(place);
            return place.define(name) + " = " + formula;
        });
        if (!names.contains(name)) {
            names.add(name);
        }
    }

    private void collect(String name, Function<Place, String> value) {
        boolean chained = random.nextBoolean();
        body.add(place ->
                place.collect(name) + " = " + value.apply(place) + (chained ? " + w*" + place.before(name) : ""));
        rows.add(name);
    }

    private void byIndex() {
        Function<Place, String> factor = scalar(1);
        body.add(place -> {
            String h = place.use("h");
            String value = "tanh(" + factor.apply(place) + "*" + h + "[mod(i + 1, H)]) + x[" + place.step() + ",i]";
            return place.define("h") + "[i] = " + value;
        });
    }

    /** A loop inside: its names are those of the step around it. */
    private void inner(int number) {
        String g = "g" + number;
        Function<Place, String> begin = scalar(1);
        Function<Place, String> factor = scalar(1);
        body.add(place -> {
            String start = begin.apply(place);
            String times = factor.apply(place);
            String name = place.define(g);
            String part = place.define("q" + number);
            return "scan u in 0:2 carry " + name + " = " + start + " { " + name + " = sin(" + name + ")*" + times
                    + " + u; " + part + "[u] = " + name + "*w }";
        });
        scalars.add(g);
        body.add(place -> {
            String part = place.use("q" + number);
            return place.define("m" + number) + " = " + part + "[0] - " + part + "[1]";
        });
        scalars.add("m" + number);
    }

    private Function<Place, String> scalar(int depth) {
        if (depth == 0) {
            return leaf();
        }
        Function<Place, String> left = scalar(depth - 1);
        Function<Place, String> right = scalar(depth - 1);
        Function<Place, String> v = vector(depth - 1);
        return switch (random.nextInt(8)) {
            case 0 -> p -> "(" + left.apply(p) + " + " + right.apply(p) + ")";
            case 1 -> p -> "(" + left.apply(p) + "*" + right.apply(p) + ")";
            case 2 -> p -> "sin(" + left.apply(p) + ")";
            case 3 -> p -> "max(" + left.apply(p) + ", " + right.apply(p) + ")";
            case 4 -> p -> "(if " + left.apply(p) + " < " + right.apply(p) + " then " + left.apply(p) + " else w)";
            case 5 -> p -> "sum(" + v.apply(p) + ")";
            case 6 -> p -> "x[" + p.step() + ",:]'*" + v.apply(p);
            default -> left;
        };
    }

    private Function<Place, String> leaf() {
        String name = one(scalars);
        return one(List.<Supplier<Function<Place, String>>>of(
                        () -> p -> p.use(name), () -> p -> "y[" + p.step() + "]", () -> p -> "w*" + p.step()))
                .get();
    }

    private Function<Place, String> vector(int depth) {
        String name = one(vectors);
        if (depth == 0) {
            return random.nextBoolean() ? p -> p.use(name) : p -> "x[" + p.step() + ",:]";
        }
        Function<Place, String> v = vector(depth - 1);
        Function<Place, String> s = scalar(depth - 1);
        return switch (random.nextInt(5)) {
            case 0 -> p -> "(U*" + v.apply(p) + ")";
            case 1 -> p -> "tanh(" + v.apply(p) + " + " + p.use(name) + ")";
            case 2 -> p -> "(" + s.apply(p) + "*" + v.apply(p) + ")";
            case 3 -> p -> "[" + s.apply(p) + "*" + v.apply(p) + "[j] for j]";
            default -> v;
        };
    }

    private String one(String... among) {
        return one(List.of(among));
    }

    private <T> T one(List<T> among) {
        return among.get(random.nextInt(among.size()));
    }
}

package dev.adjoint.shape;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.shape.Ranges.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;

/** Random questions, answered by the prover and by trying all values for dims of 1 to 4. */
class RangesPropertiesTest {

    private static final int LARGEST = 4;

    /** A question with everything it is made of. */
    private static final class Question {

        final Random random;
        final List<Dim> dims = new ArrayList<>();
        final List<Atom> free = new ArrayList<>();
        final Whole value;
        final List<Whole> facts = new ArrayList<>();
        final List<Whole> sizes = new ArrayList<>();

        Question(long seed) {
            random = new Random(seed);
            dims.add(new Dim("A", OptionalLong.empty()));
            dims.add(new Dim("B", OptionalLong.empty()));
            dims.add(new Dim("C", OptionalLong.of(1 + random.nextInt(LARGEST))));
            List<Whole> bounds = new ArrayList<>();
            int count = random.nextInt(4);
            for (int k = 0; k < count; k++) {
                bounds.add(bound());
                free.add(random.nextInt(4) == 0 ? gathered(k) : index(k, bounds.get(k)));
            }
            value = random.nextBoolean() || count == 0 ? formula(3) : nearMiss();
            for (int k = random.nextInt(3); k > 0; k--) {
                facts.add(formula(1));
            }
            if (random.nextInt(4) == 0) {
                sizes.add(bound());
            }
        }

        private Index index(int k, Whole bound) {
            Whole lower = random.nextInt(4) == 0 ? Whole.of(random.nextInt(3) - 1) : Whole.ZERO;
            return new Index("i" + k, lower, bound.plus(lower));
        }

        private Atom gathered(int k) {
            Whole bound = Whole.of(dims.get(random.nextInt(3)));
            return new Atom.Gathered(new Array("t" + k, bound), List.of());
        }

        private Whole dim() {
            return Whole.of(dims.get(random.nextInt(dims.size())));
        }

        private Whole bound() {
            return switch (random.nextInt(7)) {
                case 0 -> Whole.of(1 + random.nextInt(3));
                case 1 -> dim().minus(dim()).plus(1);
                case 2 -> dim().plus(random.nextInt(2)).over(Whole.of(2));
                case 3 -> dim().minus(random.nextInt(3));
                default -> dim();
            };
        }

        private Whole size() {
            return random.nextInt(3) == 0 ? dim().times(dim()) : bound();
        }

        private Whole atom() {
            int all = free.size();
            if (all == 0 || random.nextInt(4) == 0) {
                return dim();
            }
            Whole one = Whole.of(free.get(random.nextInt(all)));
            Whole other = Whole.of(free.get(random.nextInt(all)));
            return switch (random.nextInt(10)) {
                case 0 -> one.over(Whole.of(2 + random.nextInt(2)));
                case 1 -> one.minus(other).mod(dim());
                case 2 -> one.mod(Whole.of(2 + random.nextInt(2)));
                case 3 -> one.times(dim());
                case 4 -> one.times(other);
                default -> one;
            };
        }

        private Whole formula(int longest) {
            Whole sum = Whole.of(random.nextInt(5) - 2);
            for (int k = 1 + random.nextInt(longest); k >= 0; k--) {
                int c = random.nextInt(5) - 2;
                sum = sum.plus(atom().times(Whole.of(c == 0 ? 1 : c)));
            }
            return sum;
        }

        /** One end of a read that programs might have. */
        private Whole nearMiss() {
            Whole read = atom();
            if (random.nextBoolean()) {
                read = read.plus(random.nextInt(3) == 0 ? Whole.of(random.nextInt(3) - 1) : atom());
            }
            return random.nextInt(3) == 0 ? read : size().minus(1).minus(read);
        }

        /** Whether a place exists, for these sizes, where all facts hold and the value is negative. */
        boolean negative(Map<Atom, Long> values, int from) {
            if (from == free.size()) {
                return facts.stream().allMatch(f -> of(f, values) >= 0) && of(value, values) < 0;
            }
            Atom atom = free.get(from);
            long lower = atom instanceof Index index ? of(index.lower(), values) : 0;
            long upper = of(
                    atom instanceof Index index
                            ? index.upper()
                            : ((Atom.Gathered) atom).array().bound().orElseThrow(),
                    values);
            for (long v = lower; v < upper; v++) {
                values.put(atom, v);
                if (negative(values, from + 1)) {
                    return true;
                }
            }
            return false;
        }

        static long of(Whole whole, Map<Atom, Long> values) {
            return whole.evaluate(values::get);
        }

        /** Whether {@code claim} holds of all sizes that are fit. */
        boolean everywhere(Predicate<Map<Atom, Long>> claim) {
            for (long a = 1; a <= LARGEST; a++) {
                for (long b = 1; b <= LARGEST; b++) {
                    Map<Atom, Long> values = new HashMap<>();
                    values.put(dims.get(0), a);
                    values.put(dims.get(1), b);
                    values.put(dims.get(2), dims.get(2).value().getAsLong());
                    if (sizes.stream().allMatch(s -> of(s, values) >= 0) && !claim.test(values)) {
                        return false;
                    }
                }
            }
            return true;
        }

        @Override
        public String toString() {
            return value + " >= 0, for " + free.stream().map(Question::range).toList() + ", " + dims + ", where "
                    + facts + " and " + sizes + " are not negative";
        }

        private static String range(Atom atom) {
            return atom instanceof Index index
                    ? index + " in " + index.lower() + ":" + index.upper()
                    : atom + " in " + ((Atom.Gathered) atom).array().bound().orElseThrow();
        }
    }

    private record Array(String name, Whole size) implements Atom.IndexArray {
        @Override
        public Optional<Whole> bound() {
            return Optional.of(size);
        }
    }

    @Property(tries = 4_000)
    void agreesWithTryingAllValues(@ForAll long seed) {
        Question question = new Question(seed);
        Verdict verdict = Ranges.nonNegative(question.value, question.facts, question.sizes);
        boolean safe = question.everywhere(values -> !question.negative(values, 0));
        Statistics.label("verdict").collect(verdict.getClass().getSimpleName(), safe ? "safe up to 4" : "not safe");
        if (verdict instanceof Verdict.Proved) {
            assertTrue(safe, () -> "proved wrongly: " + question);
        } else if (verdict instanceof Verdict.Needs needs) {
            assertTrue(
                    question.everywhere(values -> needs.oneOf().stream().noneMatch(c -> Question.of(c, values) >= 0)
                            || !question.negative(values, 0)),
                    () -> needs + " does not do: " + question);
            assertTrue(needs.oneOf().stream().allMatch(Whole::isSize), needs::toString);
        } else if (verdict instanceof Verdict.Fails fails) {
            assertExampleIsTrue(question, fails);
        }
    }

    /** The place that is named has a value below 0 for some sizes. */
    private static void assertExampleIsTrue(Question question, Verdict.Fails fails) {
        if (fails.example().isEmpty()) {
            return;
        }
        Set<Atom> named = new LinkedHashSet<>(fails.at().keySet());
        boolean never = true;
        for (long a = 1; a <= 7; a++) {
            for (long b = 1; b <= 7; b++) {
                Map<Atom, Long> values = new HashMap<>();
                values.put(question.dims.get(0), a);
                values.put(question.dims.get(1), b);
                values.put(question.dims.get(2), question.dims.get(2).value().getAsLong());
                named.forEach(atom -> values.put(atom, Question.of(fails.at().get(atom), values)));
                question.free.forEach(atom -> values.putIfAbsent(atom, 0L));
                boolean there = question.facts.stream().allMatch(f -> Question.of(f, values) >= 0)
                        && question.sizes.stream().allMatch(s -> Question.of(s, values) >= 0);
                never &= !(there && Question.of(question.value, values) < 0);
            }
        }
        boolean impossible = never;
        assertTrue(!impossible, () -> fails + " is not so: " + question);
    }
}

package dev.adjoint.shape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.shape.Ranges.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Reads as programs have them: each is asked for its lower and its upper end. */
class RangesTest {

    private static final Whole D = dim("D");
    private static final Whole H = dim("H");
    private static final Whole K = dim("K");
    private static final Whole N = dim("N");
    private static final Whole S = dim("S");
    private static final Whole W = dim("W");

    private static Whole dim(String name) {
        return Whole.of(new Dim(name, OptionalLong.empty()));
    }

    private static Whole constant(String name, long value) {
        return Whole.of(new Dim(name, OptionalLong.of(value)));
    }

    private static Whole index(String name, Whole size) {
        return Whole.of(new Index(name, size));
    }

    private static Whole index(String name, Whole lower, Whole upper) {
        return Whole.of(new Index(name, lower, upper));
    }

    private static Whole gathered(String name, Whole bound, Whole... subscripts) {
        Atom.IndexArray array = new Atom.IndexArray() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Optional<Whole> bound() {
                return Optional.of(bound);
            }
        };
        return Whole.of(new Atom.Gathered(array, List.of(subscripts)));
    }

    private static Whole two(Whole whole) {
        return whole.times(Whole.of(2));
    }

    private static void proved(Whole subscript, Whole size, Whole... facts) {
        assertInstanceOf(Verdict.Proved.class, Ranges.nonNegative(subscript, List.of(facts)), subscript + " >= 0");
        assertInstanceOf(
                Verdict.Proved.class,
                Ranges.nonNegative(size.minus(1).minus(subscript), List.of(facts)),
                subscript + " < " + size);
    }

    private static void fails(String example, Whole value, Whole... facts) {
        Verdict verdict = Ranges.nonNegative(value, List.of(facts));
        assertEquals(
                example,
                assertInstanceOf(Verdict.Fails.class, verdict, value + " >= 0").example());
    }

    private static void needs(String conditions, Whole value, Whole... facts) {
        Verdict verdict = Ranges.nonNegative(value, List.of(facts));
        Verdict.Needs needs = assertInstanceOf(Verdict.Needs.class, verdict, value + " >= 0");
        assertEquals(
                conditions,
                String.join(" or ", needs.oneOf().stream().map(Whole::toString).toList()));
    }

    @Test
    void anIndexInItsOwnAxis() {
        Whole i = index("i", D);
        proved(i, D);
        proved(D.minus(1).minus(i), D);
        proved(Whole.ZERO, D);
        proved(D.minus(1), D);
        proved(index("i", Whole.ONE, D), D);
        proved(index("i", Whole.of(2), D).minus(2), D.minus(2));
    }

    @Test
    void aNeighbourNeedsAGuard() {
        Whole i = index("i", D);
        proved(i.minus(1), D, i.minus(1));
        proved(i.plus(1), D, D.minus(2).minus(i));
        proved(i.minus(1), D, D.minus(i), i.minus(1));
        fails("at i = 0 it is -1", i.minus(1));
        fails("at i = D - 1 it is -1", D.minus(2).minus(i));
        fails("at i = 1 it is -1", i.minus(2), i.minus(1));
    }

    @Test
    void theExampleCanBePutIntoTheSubscript() {
        Whole i = index("i", D);
        Verdict.Fails fails = assertInstanceOf(
                Verdict.Fails.class, Ranges.nonNegative(D.minus(2).minus(i), List.of()));
        assertEquals(
                D, i.plus(1).substitute(atom -> Optional.ofNullable(fails.at().get(atom))));
    }

    @Test
    void anExampleForSomeSizesSaysWhich() {
        Whole i = index("i", D);
        Whole tok = gathered("tok", D, index("n", N));
        fails("for D = 2, at i = 0, tok[n] = 1 it is -1", i.minus(tok));
        fails("for D = 2, at i = 1 it is -2", Whole.ONE.minus(i.times(Whole.of(3))));
    }

    @Test
    void constantDimsCountByTheirNumber() {
        Whole c = constant("C", 10);
        proved(Whole.of(9), c);
        proved(index("k", constant("K", 3)).plus(7), c);
        fails("it is -1", c.minus(11));
        fails("at i = C - 1 it is -1", index("i", c).negate().plus(8));
        needs("D - 3", D.minus(constant("K", 3)));
    }

    @Test
    void convolution() {
        Whole i = index("i", S.minus(K).plus(1));
        Whole p = index("p", K);
        proved(i.plus(p), S);
        proved(index("i", S.minus(2)).plus(index("p", constant("K", 3))), S);
    }

    @Test
    void convolutionWithAnOutputSizeOfItsOwn() {
        Whole so = dim("SO");
        Whole read = index("i", so).plus(index("p", K));
        needs("S - SO - K + 1", S.minus(1).minus(read));
    }

    @Test
    void pooling() {
        Whole so = S.minus(K).plus(1);
        Whole read = two(index("i", so.over(Whole.of(2)))).plus(index("u", Whole.of(2)));
        proved(read, so);
        proved(read, S);
        needs("S - K - 2*((S - K + 1)/2)", so.minus(1).minus(read.plus(index("w", Whole.of(2)))));
    }

    @Test
    void poolingAnOddSizeByTooManyIsFoundWithNumbers() {
        Whole read = two(index("i", N.plus(1).over(Whole.of(2)))).plus(1);
        Verdict verdict = Ranges.nonNegative(N.minus(1).minus(read), List.of());
        needs("N - 2*((N + 1)/2)", N.minus(1).minus(read));
        assertTrue(holds(verdict, 4) && !holds(verdict, 5));
    }

    private static boolean holds(Verdict verdict, long size) {
        return ((Verdict.Needs) verdict).oneOf().stream().anyMatch(w -> w.evaluate(a -> size) >= 0);
    }

    @Test
    void halves() {
        Whole i = index("i", N);
        Whole half = Whole.of(2);
        proved(i.over(half), N);
        proved(i.over(half), N.plus(1).over(half));
        proved(index("i", N.over(half)), N);
        proved(two(index("i", N.over(half))).over(half), N.over(half));
        needs("2*(N/2) - N", N.over(half).minus(1).minus(i.over(half)));
    }

    @Test
    void remainders() {
        Whole i = index("i", N);
        Whole j = index("j", N);
        proved(i.minus(j).mod(N), N);
        proved(i.mod(Whole.of(3)), Whole.of(3));
        proved(two(i.over(Whole.of(2))).plus(i.mod(Whole.of(2))), N);
        needs("D - N", D.minus(1).minus(i.minus(j).mod(N)));
    }

    @Test
    void triangles() {
        Whole i = index("i", N);
        Whole j = index("j", N);
        Whole below = i.minus(1).minus(j);
        proved(i.minus(1).minus(j), N, below);
        proved(i.minus(1), N, below);
        proved(j.plus(1), N, below);
        Whole pairs = i.times(i.minus(1)).over(Whole.of(2)).plus(j);
        proved(pairs, N.times(N.minus(1)).over(Whole.of(2)), below);
        fails("at i = 0, j = N - 1 it is -N", i.minus(1).minus(j));
    }

    @Test
    void rowsInOneVector() {
        Whole i = index("i", H);
        Whole j = index("j", W);
        proved(i.times(W).plus(j), H.times(W));
        proved(index("d", D).times(H).plus(i).times(W).plus(j), D.times(H).times(W));
        proved(H.minus(1).minus(i).times(W).plus(j), H.times(W));
        proved(i.plus(1).times(W).plus(j), H.times(W), H.minus(2).minus(i));
        proved(i.times(Whole.of(4)).plus(index("k", Whole.of(4))), H.times(Whole.of(4)));
        needs("W - H", H.times(W).minus(1).minus(i.times(W)).minus(index("k", H)));
    }

    @Test
    void rowsOfADerivedSizeInOneVector() {
        Whole so = S.minus(K).plus(1);
        proved(index("i", so).times(so).plus(index("j", so)), so.times(so));
        Whole sp = so.over(Whole.of(2));
        proved(index("i", sp).times(sp).plus(index("j", sp)), sp.times(sp));
    }

    @Test
    void productsOfIndices() {
        Whole i = index("i", N);
        Whole j = index("j", D);
        proved(i.times(j), N.times(D));
        proved(i.times(i), N.times(N));
    }

    @Test
    void filtersOfSeveralFacts() {
        Whole i = index("i", N);
        Whole j = index("j", N);
        proved(i.minus(j), K, i.minus(j), K.minus(1).minus(i).plus(j));
        proved(
                i.plus(j).minus(K),
                N,
                i.plus(j).minus(K),
                N.plus(K).minus(1).minus(i).minus(j));
        Whole tok = gathered("tok", D, i);
        proved(tok.minus(K), D, tok.minus(K));
        Whole v = index("v", H);
        proved(v, D, tok.minus(v));
    }

    @Test
    void gatheredNumbers() {
        proved(gathered("y", D), D);
        proved(gathered("tok", D, index("n", N)), D);
        Whole tok = gathered("tok", D, index("n", N));
        fails("at tok[n] = D - 1 it is -1", D.minus(2).minus(tok));
        needs("H - D", H.minus(1).minus(tok));
    }

    @Test
    void slices() {
        Whole i = index("i", D.minus(K).plus(1));
        Whole k = index("k", K);
        proved(i.plus(k), D);
        needs("D - 5", D.minus(5));
        needs("D - K", D.minus(K));
        fails("at i = D - K it is -1", D.minus(1).minus(i).minus(K));
    }

    @Test
    void conditionsOnSizesAlone() {
        proved(Whole.ONE, N, N.minus(2));
        needs("N - 3 or 1 - N", N.minus(3), N.minus(2));
        fails("it is -1", Whole.of(-1), N.minus(2));
    }

    @Test
    void aConditionThatIsAskedForOnlyWhereItIsMet() {
        Whole i = index("i", N);
        proved(i.minus(K), N, i.minus(K));
        fails("at i = 0 it is -K - 1 - N", i.minus(K).minus(1).minus(N));
    }

    @Test
    void aReadThatIsAlwaysWrongHasNoCure() {
        Whole i = index("i", N);
        fails("at i = K it is -1", i.minus(K).minus(1), i.minus(K));
        fails("at i = S - K - 1 it is -1", S.minus(K).minus(2).minus(index("i", S.minus(K))));
    }

    @Test
    void whatHoldsForDimsOfOneAloneIsAConditionOnIndices() {
        Whole i = index("i", S);
        fails("for S = 2, at i = 0, j = 1 it is -1", i.minus(index("j", S)));
        fails("for S = 2, K = 2, at i = 1, p = 1 it is -1", S.minus(1).minus(i).minus(index("p", K)));
        fails("for S = 2, at i = 1 it is -1", S.minus(1).minus(two(i)));
        needs("4 - S", Whole.of(3).minus(i));
    }

    @Test
    void sizesThatAreKnown() {
        Whole value = S.minus(K);
        needs("S - K", value);
        assertInstanceOf(
                Verdict.Proved.class,
                Ranges.nonNegative(value, List.of(), List.of(S.minus(K).plus(1).minus(1))));
        assertInstanceOf(Verdict.Fails.class, Ranges.nonNegative(K.minus(S).minus(1), List.of(), List.of(S.minus(K))));
    }

    @Test
    void aContradictionAroundTheReadProvesEverything() {
        Whole i = index("i", N);
        proved(i.plus(100), D, i.minus(N));
    }

    @Test
    void hugeNumbersAreNotProvedWrongly() {
        Whole big = Whole.of(Long.MAX_VALUE / 2);
        Whole i = index("i", D.times(big));
        Verdict verdict = Ranges.nonNegative(
                i.times(big).negate().plus(3), List.of(i.times(Whole.of(7)).minus(big)));
        assertInstanceOf(Verdict.Fails.class, verdict);
    }

    @Test
    void manyFactsEnd() {
        Whole value = Whole.of(-1);
        Whole[] facts = new Whole[60];
        Whole[] indices = new Whole[20];
        for (int k = 0; k < 20; k++) {
            indices[k] = index("i" + k, N);
            value = value.plus(indices[k].times(Whole.of(k % 2 == 0 ? k + 1 : -k)));
        }
        for (int k = 0; k < 60; k++) {
            facts[k] = two(indices[k % 20])
                    .plus(indices[(3 * k + 1) % 20])
                    .minus(two(indices[(7 * k + 2) % 20]))
                    .plus(k % 5);
        }
        assertInstanceOf(Verdict.Fails.class, Ranges.nonNegative(value, List.of(facts)));
    }
}

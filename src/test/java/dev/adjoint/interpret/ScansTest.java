package dev.adjoint.interpret;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.shape.Kind;
import dev.adjoint.shape.Variable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Loops give the numbers that one finds by hand, and derivatives that agree with differences. */
class ScansTest {

    private static void derivativesAgree(Example example) {
        Interpreter interpreter = example.interpreter();
        Map<Variable, double[]> duals = new LinkedHashMap<>();
        Stream.concat(example.program().params().stream(), example.program().inputs().stream())
                .filter(v -> v.type().kind() == Kind.REAL)
                .forEach(v -> duals.put(v, example.gradient(v.name())));
        Objective objective = Objective.of(example.program().objective().orElseThrow());
        GradientReport report = new GradientCheck(interpreter, objective, example.point()).of(duals);
        report.rows()
                .forEach(row -> assertEquals(
                        GradientReport.Verdict.PASSED, row.verdict(), () -> row.variable() + " " + row.worst()));
    }

    @Test
    void aSumIsCarriedAndItsPartsAreCollected() {
        Example example = Example.of("""
                dim T
                input x[T]
                scan t in T carry a = 0 { a = a + x[t]; s[t] = a }
                f = a*sum(s)
                """).size("T", 4).set("x", 1, 2, 3, 4);
        assertArrayEquals(new double[] {1, 3, 6, 10}, example.values("s"));
        assertEquals(10, example.value("a"));
        assertEquals(200, example.value("f"));
        assertArrayEquals(new double[] {60, 50, 40, 30}, example.gradient("x"));
        derivativesAgree(example);
    }

    @Test
    void carriesAreReadAsTheyAreAtThatLine() {
        Example example = Example.of("""
                scan t in 0:10 carry a = 0, b = 1 { old = a; a = b; b = old + b; s[t] = a }
                f = sum(s) + b
                """);
        assertArrayEquals(new double[] {1, 1, 2, 3, 5, 8, 13, 21, 34, 55}, example.values("s"));
        assertEquals(89, example.value("b"));
    }

    @Test
    void aCarriedArrayIsDefinedAgainByIndexFromTheOldOne() {
        Example example = Example.of("""
                dim H
                input v[H]
                scan t in H carry h = v { h[i] = h[mod(i + 1, H)]; first[t] = h[0] }
                f = first'*v
                """).size("H", 3).set("v", 5, 6, 7);
        assertArrayEquals(new double[] {6, 7, 5}, example.values("first"));
        assertArrayEquals(new double[] {5, 6, 7}, example.values("h"));
        derivativesAgree(example);
    }

    @Test
    void withoutRedefinitionACarryKeepsItsValue() {
        Example example = Example.of("scan t in 0:3 carry a = 2 { s[t] = a*t }\nf = a + sum(s)");
        assertEquals(8, example.value("f"));
    }

    @Test
    void nothingNeedsToBeCarried() {
        Example example = Example.of("""
                dim T
                input x[T]
                scan t in T { u = 2*x[t]; s[t] = u*u }
                f = sum(s)
                """).size("T", 2).set("x", 1, 3);
        assertArrayEquals(new double[] {4, 36}, example.values("s"));
        derivativesAgree(example);
    }

    @Test
    void stepsThatAreNotMadeLeaveZerosAndTheCarriesAsTheyWere() {
        Example example = Example.of("""
                input y
                scan t in 0:50 carry p = 1, n = 0 while abs(p*p - y) > 1e-13*y { p = (p + y/p)/2; n = n + 1; s[t] = p }
                """).set("y", 2);
        assertEquals(Math.sqrt(2), example.value("p"), 1e-15);
        assertEquals(5, example.value("n"));
        double[] s = example.values("s");
        assertEquals(1.5, s[0]);
        assertEquals(0, s[5]);
        assertEquals(1 / (2 * Math.sqrt(2)), example.gradient("y")[0], 1e-12);
    }

    @Test
    void aConditionThatNeverHoldsMakesNoStep() {
        Example example =
                Example.of("scan t in 0:5 carry a = 3 while a < 0 { a = a - 1; s[t] = 1/(a - 2) }\nf = a + sum(s)");
        assertEquals(3, example.value("f"));
    }

    @Test
    void truthsAndIndicesAreCarried() {
        Example example = Example.of("""
                dim N
                input next[N] in N, start in N, w[N]
                scan t in N carry k = start, sum2 = 0, seen = 1 < 0 {
                  seen = seen || k == 2
                  sum2 = sum2 + w[k]
                  k = next[k]
                  at[t] = k
                  was[t] = seen
                }
                f = sum2 + (if seen then 100 else 0) + w[k]
                ats[t] = 1*at[t]
                old[t] = if was[t] then 1 else 0
                output f, ats, old
                """)
                .size("N", 4)
                .set("next", 1, 2, 0, 0)
                .set("start", 0)
                .set("w", 1, 10, 100, 1000);
        assertEquals(1 + 10 + 100 + 1 + 100 + 10, example.value("f"));
        assertArrayEquals(new double[] {1, 2, 0, 1}, example.values("ats"));
        assertArrayEquals(new double[] {0, 0, 1, 1}, example.values("old"));
    }

    @Test
    void loopsNest() {
        Example example = Example.of("""
                dim N, M
                input A[N,M]
                scan n in N carry total = 0 {
                  scan m in M carry a = total { a = a + A[n,m]; part[m] = a*a }
                  total = a
                  rows[n] = sum(part)
                  last[n,m] = part[m]
                }
                f = total + sum(rows)
                """).size("N", 2).size("M", 3).set("A", 1, 2, 3, 4, 5, 6);
        assertEquals(21, example.value("total"));
        assertArrayEquals(new double[] {1, 9, 36, 100, 225, 441}, example.values("last"));
        assertEquals(21 + 812, example.value("f"));
        derivativesAgree(example);
    }

    @Test
    void anInnerLoopGoesOnWithWhatTheOuterOneCarries() {
        Example example = Example.of("""
                scan n in 0:3 carry a = 1 { scan m in 0:2 carry a = a { a = 2*a }; s[n] = a }
                f = a
                """);
        assertArrayEquals(new double[] {4, 16, 64}, example.values("s"));
        assertEquals(64, example.value("f"));
    }

    @Test
    void eachValueOfAnIndexHasALoopOfItsOwn() {
        Example example =
                Example.of("""
                dim N, T
                input x[N,T], w
                fn roll(v) { scan t in T carry k = 0 { k = w*k + v[t]; o[t] = k }; return k + sum(o) }
                y[n] = roll(x[n,:])
                f = y'*y
                """).size("N", 2).size("T", 2).set("x", 1, 2, 3, 4).set("w", 0.5);
        assertArrayEquals(new double[] {2.5 + 3.5, 5.5 + 8.5}, example.values("y"));
        derivativesAgree(example);
    }

    private static final String TREE = """
            dim B, M = 2
            input local[B,M,M], parent[B] in B
            scan b in B {
              posed[b] = if parent[b] == b then local[b,:,:] else posed[parent[b],:,:]*local[b,:,:]
            }
            f = sum(posed)
            """;

    @Test
    void rowsAreReadByAGatheredIndex() {
        Example example = Example.of(TREE)
                .size("B", 3)
                .set("local", 1, 2, 3, 4, 0, 1, 1, 0, 2, 0, 0, 2)
                .set("parent", 0, 0, 1);
        assertArrayEquals(new double[] {1, 2, 3, 4, 2, 1, 4, 3, 4, 2, 8, 6}, example.values("posed"));
        derivativesAgree(example);
    }

    @Test
    void aRowThatIsNotThereYetIsSaidWithItsStep() {
        Example example =
                Example.of(TREE).size("B", 3).set("local", new double[12]).set("parent", 0, 2, 1);
        MissingRow missing = assertThrows(MissingRow.class, () -> example.value("f"));
        assertEquals("posed[2] is read at b = 1, before it is there", missing.getMessage());
    }

    @Test
    void pointsAreDrawnForWhichEachRowIsThere() {
        Example example = Example.of(TREE);
        Sizes sizes = Sizes.of(Map.of("B", 40L));
        Interpreter interpreter = new Interpreter(example.program(), sizes);
        Point point =
                new Sampler(example.program(), 1).point(interpreter, Map.of()).orElseThrow();
        int[] parent = point.indices(example.variable("parent"));
        for (int b = 0; b < parent.length; b++) {
            assertTrue(parent[b] <= b);
        }
    }

    @Test
    void valuesThatReadARowTooEarlyAreNotDrawnAgain() {
        Example example = Example.of(TREE);
        Interpreter interpreter = new Interpreter(example.program(), Sizes.of(Map.of("B", 2L)));
        Map<Variable, double[]> given = Map.of(example.variable("parent"), new double[] {1, 0});
        assertThrows(MissingRow.class, () -> new Sampler(example.program(), 1).point(interpreter, given));
    }

    @Test
    void earlierRowsAndThatOfTheStepAreRead() {
        Example example = Example.of("""
                dim T
                input x[T]
                scan t in T {
                  before = if t > 0 then s[t-1] else 0
                  s[t] = before + x[t]
                  twice[t] = 2*s[t]
                  all[t] = sum(s[j]*s[j] for j if j <= t)
                  three[t] = if t >= 2 then sum(s[t-2:t+1]) else 0
                }
                f = sum(twice) + sum(all) + sum(three)
                """).size("T", 4).set("x", 1, 2, 3, 4);
        assertArrayEquals(new double[] {1, 3, 6, 10}, example.values("s"));
        assertArrayEquals(new double[] {2, 6, 12, 20}, example.values("twice"));
        assertArrayEquals(new double[] {1, 10, 46, 146}, example.values("all"));
        assertArrayEquals(new double[] {0, 0, 10, 19}, example.values("three"));
        derivativesAgree(example);
    }

    @Test
    void whatIsCarriedIsNotConstantAtATie() {
        Example carried = Example.of("""
                param w
                scan t in 0:1 carry a = 0 { s[t] = max(a, 1*w) }
                f = sum(s)
                """).set("w", 0);
        assertEquals(0.5, carried.gradient("w")[0]);
        Example constant = Example.of("""
                param w
                scan t in 0:1 { k[t] = 0*t }
                f = max(k[0], w)
                """).set("w", 0);
        assertEquals(0, constant.gradient("w")[0]);
    }

    @Test
    void aFunctionThatActsOnElementsMayHoldALoop() {
        Example example = Example.of("""
                dim N
                input y[N]
                fn root(u) { scan t in 0:20 carry p = 1 { p = (p + u/p)/2 }; return p }
                r = root(y)
                f = sum(r)
                """).size("N", 2).set("y", 4, 9);
        assertArrayEquals(new double[] {2, 3}, example.values("r"), 1e-15);
        derivativesAgree(example);
    }
}

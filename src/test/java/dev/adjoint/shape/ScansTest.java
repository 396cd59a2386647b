package dev.adjoint.shape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.diagnostic.Code;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Loops: what they leave behind, the shapes of rows that read one another, and which reads are proved. */
class ScansTest {

    private static Scan scan(Program program) {
        return program.definitions().stream()
                .map(Definition::value)
                .filter(Typed.Scanned.class::isInstance)
                .map(v -> ((Typed.Scanned) v).scan())
                .findFirst()
                .orElseThrow();
    }

    /** The first subscript of a read that is all of a row's formula, or the other side of an {@code if}. */
    private static Whole read(Program program, String name) {
        Typed value = scan(program).body().stream()
                .filter(d -> d.name().equals(name))
                .findFirst()
                .orElseThrow()
                .value();
        Typed read = value instanceof Typed.Conditional c ? c.otherwise() : value;
        return ((Typed.Subscript.At) ((Typed.Subscript) read).parts().get(0)).index();
    }

    private static boolean isGuarded(Whole index) {
        return index.atom().filter(Atom.Row.class::isInstance).isPresent();
    }

    @Test
    void everythingThatIsLeftBehindComesFromOneLoop() {
        Program program = Checked.good(
                "dim T, H",
                "input x[T,H]",
                "scan t in T carry h = zeros(H), n = 0 { h = h + x[t,:]; s[t] = h; q[t,i] = 2*h[i]; n = n + 1 }");
        assertEquals(
                List.of("h", "n", "s", "q"),
                program.definitions().stream().map(Definition::name).toList());
        assertEquals(
                List.of("h", "n", "s", "q"),
                program.outputs().stream().map(Definition::name).toList());
        program.definitions().forEach(d -> assertEquals(scan(program), ((Typed.Scanned) d.value()).scan()));
        assertEquals("[T, H]", "" + Checked.definition(program, "q").type());
        assertEquals(
                "scan t in 0:T carry h = [0 for i in 0:H], n = 0 {h = (h + x[t,:]); s[t] = h;"
                        + " q[t] = [(2 * h[i]) for i in 0:H]; n = (n + 1); next h, n}.h",
                Checked.formula(program, "h"));
        assertTrue(TypedPrinter.print(program).contains("\ns : real [T, H] = scan t.s\n"));
    }

    @Test
    void theLastDefinitionsAreTheOutputsThatCanBe() {
        Program program = Checked.good(
                "dim N", "input next[N] in N, s in N", "scan n in N carry k = s { k = next[k]; w[n] = 2*k }");
        assertEquals(
                List.of("w"), program.outputs().stream().map(Definition::name).toList());
        assertEquals(Kind.INDEX, Checked.definition(program, "k").type().kind());
        assertEquals("N", "" + Checked.definition(program, "k").bound().orElseThrow());
    }

    @Test
    void aCheckpointIsAsked() {
        String head = "dim T\ninput x[T]\nscan t in T carry a = 0 ";
        assertTrue(scan(Checked.good(head + "checkpoint { a = a + x[t] }")).checkpoint());
        assertTrue(scan(Checked.good(head + "while a < 9 checkpoint { a = a + x[t] }"))
                .checkpoint());
        assertTrue(scan(Checked.good(head + "checkpoint while a < 9 { a = a + x[t] }"))
                .checkpoint());
        assertFalse(scan(Checked.good(head + "{ a = a + x[t] }")).checkpoint());
        assertEquals(
                "checkpoint", Checked.good("checkpoint = 2").outputs().get(0).name());
    }

    private static final String TREE = "dim B, M\ninput local[B,M,M], parent[B] in B\nscan b in B { ";

    @Test
    void theShapeOfRowsIsThatOfTheOtherSide() {
        Program program = Checked.good(
                TREE + "posed[b] = if parent[b] == b then local[b,:,:] else posed[parent[b],:,:]*local[b,:,:] }");
        assertEquals("[B, M, M]", "" + Checked.definition(program, "posed").type());
    }

    @Test
    void rowsReadByEachSubscriptAreOfAnyShape() {
        Program program = Checked.good(
                "dim T, H",
                "input x[T,H], y[T] in H",
                "scan t in T {",
                "  before = if t > 0 then p[t-1,0] else 0",
                "  p[t,i] = before + (if t > 1 then p[t-2,i] else x[t,i])",
                "  n[t] = 1 + sum(n[j] for j if j < t)",
                "  go[t] = x[t,0] > 0 || (t > 0 && go[t-1])",
                "  v[t] : [H] = if t > 0 then tanh(v[t-1,:]) else x[t,:]",
                "}",
                "f = sum(p)");
        assertEquals("[T, H]", "" + Checked.definition(program, "p").type());
        assertEquals("[T]", "" + Checked.definition(program, "n").type());
        assertEquals(Kind.TRUTH, Checked.definition(program, "go").type().kind());
    }

    @Test
    void aShapeThatCannotBeSeenIsStated() {
        Checked.refused(
                Code.E0215,
                "s[t]",
                List.of("made of its own rows", "state it: `s[t] : [N] = …`"),
                "dim T, H",
                "param A[H,H]",
                "input p[T] in T",
                "scan t in T { s[t] = A*s[p[t],:] }");
        Program program = Checked.good(
                "dim T, H",
                "param A[H,H]",
                "input p[T] in T",
                "scan t in T { s[t] : [H] = A*s[p[t],:] }",
                "f = sum(s)");
        assertEquals("[T, H]", "" + Checked.definition(program, "s").type());
    }

    @Test
    void aReadIsCheckedAtRunTimeOnlyIfItIsNotProved() {
        assertTrue(isGuarded(
                read(Checked.good(TREE + "s[b] = if parent[b] == b then local[b,0,0] else s[parent[b]] }"), "s")));
        assertFalse(isGuarded(
                read(Checked.good(TREE + "s[b] = if parent[b] >= b then local[b,0,0] else s[parent[b]] }"), "s")));
        assertFalse(isGuarded(read(Checked.good(TREE + "s[b] = if b == 0 then 1 else s[b-1] }"), "s")));
        assertFalse(isGuarded(read(Checked.good(TREE + "s[b] = b*local[b,0,0]; u = s[b] }"), "u")));
        assertFalse(isGuarded(read(Checked.good(TREE + "s[b] = b*local[b,0,0]; u = s[0] }"), "u")));
    }

    @Test
    void aRowThatAnIndexSaysIsProved() {
        Checked.refused(
                Code.E0410,
                "0",
                List.of("is not there in each step", "at b = 0 it is 0", "`if 0 < b then"),
                (TREE + "u = s[0]; s[b] = b*local[b,0,0] }").split("\n"));
        Checked.refused(
                Code.E0410,
                "j",
                List.of("is not there in each step", "`for … if j <= b`"),
                (TREE + "s[b] = b*local[b,0,0]; u = sum(s[j] for j) }\nf = sum(s)").split("\n"));
        assertEquals(
                List.of("K must be at least 3, or K must be at least B: `s[b-K+2]` reads as far as that"),
                Checked.good((TREE + "s[b] = if b < K then 1 else s[b-K+2] }")
                                .replace("dim B, M", "dim B, M, K")
                                .split("\n"))
                        .requirements()
                        .stream()
                        .map(Program.Requirement::text)
                        .filter(t -> t.contains("s["))
                        .toList());
    }

    @Test
    void theConditionOfTheLoopGuardsReads() {
        Checked.good("dim N", "input w[N], s in N", "scan n in N carry k = s while k > 0 { q[n] = w[k-1] }");
        Checked.refused(
                Code.E0401,
                "k-1",
                List.of("before the beginning of `w`"),
                "dim N",
                "input w[N], s in N",
                "scan n in N carry k = s { q[n] = w[k-1] }");
    }

    @Test
    void theNumberOfStepsIsASizeLikeOthers() {
        assertEquals(
                List.of("T - 2 must be at least 1: it is the number of steps of the loop"),
                Checked.good("dim T", "input x[T]", "scan t in 0:T-2 carry a = 0 { a = a + x[t+2] }")
                        .requirements()
                        .stream()
                        .map(Program.Requirement::text)
                        .toList());
    }

    @Test
    void namesInsideHideThoseOutside() {
        Program program = Checked.good(
                "dim T", "input x[T]", "u = 7", "scan t in T carry a = 0 { u = x[t]; a = a + u }", "f = a + u");
        assertTrue(Checked.formula(program, "a").contains("u = x[t]; a = (a + u)"));
        assertEquals("(a + u)", Checked.formula(program, "f"));
    }

    @Test
    void aFunctionThatIsNotUsedIsLookedThroughAsWell() {
        Checked.refused(
                Code.E0301,
                "z",
                List.of("`z` is not known here"),
                "fn f(v) { scan t in 0:3 carry a = v while a < 2 { b = a + z; a = b; s[t] = b }; return a + sum(s) }",
                "g = 1");
        Checked.good(
                "fn f(v) { scan t in 0:3 carry a = v { scan u in 0:2 carry a = a { a = 2*a }; s[t] = a }; return sum(s) }",
                "g = 1");
    }

    @Test
    void aParamThatOnlyTheLoopUsesHasInfluence() {
        assertEquals(
                List.of(),
                Checked.of("param w", "scan t in 0:3 carry a = 0 { a = a + w }").diagnostics());
        assertEquals(
                List.of(Code.W0001),
                Checked.of("param w, v", "scan t in 0:3 carry a = 0 { a = a + w }").diagnostics().stream()
                        .map(d -> d.code())
                        .toList());
    }

    @Test
    void functionsThatNeedEachOtherAreRefusedOnce() {
        Checked.refused(
                Code.E0503,
                "c",
                List.of("`a` refers to itself, by way of `c`"),
                "fn a(t) = c(t)",
                "fn b(t) = a(t)",
                "fn c(t) = 2*b(t)",
                "f = a(1)");
    }
}

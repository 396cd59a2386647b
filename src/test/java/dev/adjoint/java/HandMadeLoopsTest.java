package dev.adjoint.java;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.Options;
import dev.adjoint.diagnostic.Diagnostics;
import dev.adjoint.loops.Buffer;
import dev.adjoint.loops.Bytecodes;
import dev.adjoint.loops.Loops;
import dev.adjoint.loops.LoopsPrinter;
import dev.adjoint.loops.Nest;
import dev.adjoint.loops.Section;
import dev.adjoint.loops.Step;
import dev.adjoint.loops.Value;
import dev.adjoint.shape.Atom;
import dev.adjoint.shape.Definition;
import dev.adjoint.shape.Dim;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Kind;
import dev.adjoint.shape.Primitive;
import dev.adjoint.shape.Program;
import dev.adjoint.shape.Type;
import dev.adjoint.shape.Typed;
import dev.adjoint.shape.Variable;
import dev.adjoint.shape.Whole;
import dev.adjoint.source.Source;
import dev.adjoint.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Loops as no scheduler need write them: every kind of step and buffer, against the same in Java by hand. */
class HandMadeLoopsTest {

    private static final Span SPAN = new Span(new Source("some/hand.ad", "f = made by hand"), 0, 1);
    private static final Whole D = Whole.of(new Dim("D", OptionalLong.empty()));
    private static final Whole C = Whole.of(new Dim("C", OptionalLong.of(3)));

    private final Variable w =
            new Variable("w", Variable.Role.PARAM, Type.real(List.of(D)), Optional.empty(), Optional.empty(), SPAN, "");
    private final Variable k = new Variable(
            "k",
            Variable.Role.INPUT,
            new Type(Kind.INDEX, List.of(D), false),
            Optional.of(C),
            Optional.empty(),
            SPAN,
            "Which one it is.");
    private final Definition f =
            new Definition("f", new Typed.Literal(0, SPAN), Optional.empty(), SPAN, SPAN, false, "What it is worth.");
    private final Buffer theta = Buffer.of(w, Buffer.Place.THETA);
    private final Buffer g = Buffer.of(w, Buffer.Place.GRADIENT);
    private final Buffer which = Buffer.of(k, Buffer.Place.INPUT);
    private final Buffer output = Buffer.ofOutput("f", List.of(), Buffer.Place.OUTPUT, 0);
    private final Buffer seed = Buffer.ofOutput("df", List.of(), Buffer.Place.SEED, 0);
    private final Buffer counts = Buffer.scratch("counts", Kind.REAL, List.of(C));
    private final Buffer need = Buffer.scratch("need", Kind.TRUTH, List.of(C));
    private final Buffer any = Buffer.scratch("any", Kind.TRUTH, List.of());
    private final Buffer last = Buffer.scratch("last", Kind.INDEX, List.of());
    private final Buffer total = Buffer.scratch("total", Kind.REAL, List.of());

    private static Value.Element at(Buffer buffer, Whole... subscripts) {
        return new Value.Element(buffer, List.of(subscripts));
    }

    private static Value apply(Primitive primitive, Value... operands) {
        return new Value.Apply(primitive, List.of(operands));
    }

    private static Step set(Value.Element target, Value value) {
        return new Step.Store(target, Step.Mode.SET, value);
    }

    private static Nest nest(String comment, Step... steps) {
        return new Nest(comment, Optional.of(SPAN), List.of(steps));
    }

    private static Value number(double value) {
        return new Value.Constant(value);
    }

    /** counts[k[i]] += w[i]^2 where w[i] > 0, and whether there was one. */
    private Nest scatter() {
        Index i = new Index("i", D);
        Whole to = Whole.of(new Atom.Gathered(which, List.of(Whole.of(i))));
        Value wi = at(theta, Whole.of(i));
        Step inner = new Step.Branch(
                new Value.Compare(Typed.Comparison.GREATER, wi, number(0)),
                List.of(
                        new Step.Store(at(counts, to), Step.Mode.ADD, apply(Primitive.SQUARE, wi)),
                        new Step.Store(at(need, to), Step.Mode.OR, new Value.Truth(true)),
                        new Step.Store(at(any), Step.Mode.OR, new Value.Not(new Value.Truth(false)))),
                List.of());
        return nest(
                "counts[k[i]] += w[i]^2",
                new Step.Clear(counts),
                new Step.Clear(need),
                new Step.Clear(any),
                new Step.Loop(i, List.of(inner)));
    }

    /** The largest count, by a local that a branch sets, among those that were needed. */
    private Nest reduce() {
        Index c = new Index("c", C);
        Value.Local most = new Value.Local("int", Kind.REAL);
        Value.Local t = new Value.Local("t", Kind.REAL);
        Value here = at(counts, Whole.of(c));
        Step choose = new Step.Branch(
                new Value.And(at(need, Whole.of(c)), at(any)),
                List.of(new Step.Assign(t, Step.Mode.SET, here)),
                List.of(new Step.Assign(t, Step.Mode.SET, number(Double.NEGATIVE_INFINITY))));
        Step fold = new Step.Assign(
                most, Step.Mode.SET, apply(Primitive.MAX, new Value.Get(most), new Value.Get(t), number(-0.0)));
        return nest(
                "the most",
                new Step.Declare(most, number(Double.NEGATIVE_INFINITY)),
                new Step.Loop(c, List.of(new Step.Reserve(t), choose, fold)),
                set(at(total), new Value.Get(most)),
                set(at(last), new Value.Count(D.minus(1))));
    }

    /** f = (total - (-0.5))*2^(D - 1) with the sign of -1 by a choice. */
    private Nest finish() {
        Whole end = Whole.of(new Atom.Gathered(last, List.of()));
        Value power = apply(Primitive.POWER, number(2), new Value.Count(end));
        Value sign = new Value.Choose(
                new Value.Compare(Typed.Comparison.EQUAL, new Value.Count(end), new Value.Count(D.minus(1))),
                number(-1),
                new Value.Count(end));
        Value difference = apply(Primitive.SUBTRACT, at(total), number(-0.5));
        return nest(
                "f", set(at(output), apply(Primitive.MULTIPLY, apply(Primitive.MULTIPLY, difference, power), sign)));
    }

    /** df/dw[i] = seed*2*w[i] for the index that has the most; here, for the test, for all with a count. */
    private Nest gradient() {
        Index i = new Index("i", D);
        Value wi = at(theta, Whole.of(i));
        Whole to = Whole.of(new Atom.Gathered(which, List.of(Whole.of(i))));
        return nest(
                "dw\nof two lines \\u000a",
                new Step.Loop(
                        i,
                        List.of(set(
                                at(g, Whole.of(i)),
                                new Value.Choose(
                                        at(need, to),
                                        apply(Primitive.MULTIPLY, at(seed), apply(Primitive.MULTIPLY, number(2), wi)),
                                        number(0))))));
    }

    private Loops loops(List<Nest> forward) {
        Program program = new Program(
                List.of(SPAN.source()),
                List.of(new Program.Size("D", D, SPAN, "How many."), new Program.Size("C", C, SPAN, "")),
                List.of(w),
                List.of(k),
                List.of(f),
                List.of(f),
                List.of(),
                List.of());
        List<Buffer> buffers = List.of(theta, g, which, output, seed, counts, need, any, last, total);
        List<Section> sections = List.of(
                new Section(Section.FORWARD, Section.Role.FORWARD, List.of(), forward),
                new Section(Section.PULLBACK, Section.Role.REVERSE, List.of(Section.FORWARD), List.of(gradient())));
        return new Loops(program, buffers, List.of(f), 1, sections, List.of(), List.of());
    }

    private static JavaClass written(Loops loops, Options options) {
        Diagnostics diagnostics = new Diagnostics();
        Optional<JavaClass> java = JavaWriter.write(loops, options, "0", diagnostics);
        assertTrue(diagnostics.isEmpty(), () -> diagnostics.all().toString());
        return java.orElseThrow();
    }

    @Test
    void everyStepIsWhatItSays() {
        Loops loops = loops(List.of(scatter(), reduce(), finish()));
        for (Options options : List.of(Options.defaults(), Options.defaults().with(Options.Real.FLOAT))) {
            JavaClass java = written(loops, options);
            Generated.Instance hand =
                    Generated.compile(java, loops, options).orElseThrow().instance(Map.of("D", 5));
            hand.set(k, new int[] {2, 0, 2, 1, 0});
            double[] theta = {0.5, -1, 1.5, 0.25, 3};
            double[] g = new double[5];
            assertEquals((9 + 0.5) * 16 * -1, hand.valueAndGradient(theta, g));
            assertArrayEquals(new double[] {1, -2, 3, 0.5, 6}, g);
            assertEquals((0.0 + 0.5) * 16 * -1, hand.value(new double[] {-1, -1, -1, -1, -1}));
        }
    }

    @Test
    void theTextIsReadable() {
        String text = written(loops(List.of(scatter(), reduce(), finish())), Options.defaults())
                .text();
        assertTrue(text.contains("        // hand.ad:1: counts[k[i]] += w[i]^2\n"), text);
        assertTrue(text.contains("        for (int i = 0; i < D; i++) {\n            if (theta[i] > 0.0) {\n"), text);
        assertTrue(text.contains("        double total = Double.NEGATIVE_INFINITY;\n"), text);
        assertTrue(text.contains("        // dw\n") || text.contains("        // hand.ad:1: dw\n"), text);
        assertTrue(text.contains("        // of two lines \\\\u000a\n"), text);
        assertTrue(text.contains("<p>Which one it is."), text);
        assertTrue(text.contains("@param D How many.\n"), text);
    }

    @Test
    void nestsArePackedIntoMethodsOfABoundedLength() {
        List<Nest> many = new ArrayList<>();
        for (int n = 0; n < 100; n++) {
            many.add(scatter());
            many.add(reduce());
        }
        many.add(finish());
        JavaClass java = written(loops(many), Options.defaults());
        ClassFile file = new ClassFile(InMemory.classes(java, List.of()).get("Hand"));
        int methods = 0;
        int bytes = 0;
        for (Map.Entry<String, Integer> method : file.methods().entrySet()) {
            if (method.getKey().matches("forward\\d+\\(.*")) {
                methods++;
                bytes += method.getValue();
                assertTrue(method.getValue() <= Bytecodes.AIM, method.toString());
            }
        }
        int estimate = many.stream().mapToInt(Bytecodes::estimate).sum();
        assertTrue(bytes <= estimate, bytes + " bytes, estimated as " + estimate);
        assertTrue(estimate <= 4 * bytes, bytes + " bytes, estimated as " + estimate);
        assertTrue(methods >= bytes / Bytecodes.AIM, methods + " methods");
    }

    @Test
    void theLoopsPrintedSayTheSame() {
        String text = LoopsPrinter.print(loops(List.of(scatter(), finish())));
        assertTrue(text.contains("scratch counts[C] : real\n"), text);
        assertTrue(text.contains("""
                          clear any
                          for i in 0:D
                            if w[i] > 0.0
                              counts[k[i]] += w[i]^2
                              need[k[i]] |= true
                              any |= !false
                        """), text);
    }
}

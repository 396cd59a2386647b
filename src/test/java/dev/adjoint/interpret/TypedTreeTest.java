package dev.adjoint.interpret;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.adjoint.shape.Definition;
import dev.adjoint.shape.Dim;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Primitive;
import dev.adjoint.shape.Program;
import dev.adjoint.shape.Type;
import dev.adjoint.shape.Typed;
import dev.adjoint.shape.Variable;
import dev.adjoint.shape.Whole;
import dev.adjoint.source.Source;
import dev.adjoint.source.Span;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Typed trees built by hand, without parser and checker. */
class TypedTreeTest {

    private static final Source SOURCE = new Source("hand.ad", "");
    private static final Span NOWHERE = new Span(SOURCE, 0, 0);

    private static Variable variable(String name, Variable.Role role, Whole... shape) {
        return new Variable(name, role, Type.real(List.of(shape)), Optional.empty(), Optional.empty(), NOWHERE, "");
    }

    private static Definition define(String name, Typed value) {
        return new Definition(name, value, Optional.empty(), NOWHERE, NOWHERE, false, "");
    }

    private static Typed read(dev.adjoint.shape.Symbol symbol) {
        return new Typed.Reference(symbol, NOWHERE);
    }

    private static Typed each(Primitive primitive, Typed... operands) {
        return new Typed.Each(primitive, List.of(operands), Type.SCALAR, NOWHERE);
    }

    private static Typed number(double value) {
        return new Typed.Literal(value, NOWHERE);
    }

    /** The lecture's neuron, {@code f = 1/(1 + exp(-(w0*x0 + w1*x1 + w2)))}. */
    @Test
    void neuron() {
        Variable w0 = variable("w0", Variable.Role.PARAM);
        Variable w1 = variable("w1", Variable.Role.PARAM);
        Variable w2 = variable("w2", Variable.Role.PARAM);
        Variable x0 = variable("x0", Variable.Role.INPUT);
        Variable x1 = variable("x1", Variable.Role.INPUT);
        Typed z = each(
                Primitive.ADD,
                each(
                        Primitive.ADD,
                        each(Primitive.MULTIPLY, read(w0), read(x0)),
                        each(Primitive.MULTIPLY, read(w1), read(x1))),
                read(w2));
        Definition f = define(
                "f",
                each(
                        Primitive.DIVIDE,
                        number(1),
                        each(Primitive.ADD, number(1), each(Primitive.EXP, each(Primitive.NEGATE, z)))));
        Program program = new Program(
                List.of(SOURCE),
                List.of(),
                List.of(w0, w1, w2),
                List.of(x0, x1),
                List.of(f),
                List.of(f),
                List.of(),
                List.of());
        Interpreter interpreter = new Interpreter(program, Sizes.of(Map.of()));
        Point point = new Point(interpreter.sizes())
                .set(w0, 2.0)
                .set(w1, -3.0)
                .set(w2, -3.0)
                .set(x0, -1.0)
                .set(x1, -2.0);

        assertEquals(0.7310585786300049, interpreter.at(point).value(f));
        assertEquals(-0.19661193, interpreter.derivative(f, w0, point).values()[0], 1e-8);
        assertEquals(-0.39322387, interpreter.derivative(f, w1, point).values()[0], 1e-8);
        assertEquals(0.19661193, interpreter.derivative(f, w2, point).values()[0], 1e-8);
        assertEquals(0.39322387, interpreter.derivative(f, x0, point).values()[0], 1e-8);
        assertEquals(-0.58983580, interpreter.derivative(f, x1, point).values()[0], 1e-8);
    }

    /** {@code y[i] = sum(x[i+p] for p in 0:2 if p == 0 || x[p] > 0)} over a dim that is given when it runs. */
    @Test
    void indicesDimsAndFilters() {
        Dim n = new Dim("N", OptionalLong.empty());
        Variable x = variable("x", Variable.Role.PARAM, Whole.of(n));
        Index i = new Index("i", Whole.of(n).minus(1));
        Index p = new Index("p", Whole.of(2));
        Typed filter = new Typed.Logic(
                Typed.Connective.OR,
                List.of(
                        new Typed.Compare(
                                Typed.Comparison.EQUAL, new Typed.Count(Whole.of(p), NOWHERE), number(0), NOWHERE),
                        new Typed.Compare(Typed.Comparison.GREATER, at(x, Whole.of(p)), number(0), NOWHERE)),
                NOWHERE);
        Typed sum = new Typed.Fold(
                Typed.Reduction.SUM, at(x, Whole.of(i).plus(Whole.of(p))), List.of(p), Optional.of(filter), NOWHERE);
        Definition y = define(
                "y",
                new Typed.Build(List.of(i), sum, Type.real(List.of(Whole.of(n).minus(1))), NOWHERE));
        Program program = new Program(
                List.of(SOURCE), List.of(), List.of(x), List.of(), List.of(y), List.of(y), List.of(), List.of());
        Interpreter interpreter = new Interpreter(program, Sizes.of(Map.of("N", 4L)));
        Point point = new Point(interpreter.sizes());

        assertArrayEquals(
                new double[] {3, 6, 12},
                interpreter.at(point.set(x, 1.0, 2.0, 4.0, 8.0)).values(y));
        assertArrayEquals(
                new double[] {1, -2, 4},
                interpreter.at(point.set(x, 1.0, -2.0, 4.0, 8.0)).values(y));
        assertArrayEquals(
                new double[] {1, 0, 0},
                interpreter.along(point, Map.of(x, new double[] {1, 0, 0, 1})).tangents(y));
    }

    private static Typed at(Variable array, Whole index) {
        return new Typed.Subscript(read(array), List.of(new Typed.Subscript.At(index)), Type.SCALAR, NOWHERE);
    }
}

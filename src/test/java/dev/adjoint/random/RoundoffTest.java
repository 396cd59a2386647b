package dev.adjoint.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.Compilation;
import dev.adjoint.Compiler;
import dev.adjoint.Options;
import dev.adjoint.interpret.Point;
import dev.adjoint.interpret.Rounded;
import dev.adjoint.interpret.Sizes;
import dev.adjoint.loops.Section;
import dev.adjoint.source.Source;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How far rounding may move a number follows from what it is made of. */
class RoundoffTest {

    private static final String PARAM = "dim N = 3\nparam x[N]\n";

    private static Compilation compilation(String formula) {
        Source source = new Source("rounding.ad", PARAM + "y = " + formula + "\n");
        return Compiler.compile(source, Options.defaults().with(Options.Schedule.REFERENCE));
    }

    private static Roundoff forward(Compilation compilation, double... x) {
        Point point = new Point(Sizes.of(Map.of()))
                .set(compilation.program().orElseThrow().params().get(0), x);
        Roundoff roundoff = new Roundoff(compilation.loops().orElseThrow(), point, 1e-12);
        roundoff.run(Section.FORWARD);
        return roundoff;
    }

    private static Rounded value(String formula, double... x) {
        Compilation compilation = compilation(formula);
        return forward(compilation, x)
                .output(compilation.program().orElseThrow().outputs().get(0))[0];
    }

    @Test
    void ofASumByTheMagnitudesOfItsTerms() {
        assertEquals(new Rounded(1, 2e8 + 1), value("sum(x)", 1e8, 1, -1e8));
    }

    @Test
    void ofAFunctionAlsoByWhatMovesItsArgument() {
        double y = Math.exp(1);
        assertEquals(new Rounded(y, y + y * (2e8 + 1)), value("exp(sum(x))", 1e8, 1, -1e8));
    }

    @Test
    void ofAGradientLikeThatOfAValue() {
        Compilation compilation = compilation("sum(x)^2");
        Roundoff roundoff = forward(compilation, 1e8, 1, -1e8);
        roundoff.differentiate(List.of(new double[] {1}));
        Rounded slope =
                roundoff.gradient(compilation.program().orElseThrow().params().get(0))[0];
        assertEquals(2, slope.value());
        assertTrue(slope.magnitude() >= 4e8, slope.toString());
    }

    @Test
    void comparisonsAreDecidedUnlessRoundingMayTurnThem() {
        Compilation compilation = compilation("if x[0] + x[1] > x[2] then 1 else 0");
        assertFalse(forward(compilation, 0.1, 0.2, 0.3).isDecided());
        assertTrue(forward(compilation, 0.1, 0.2, 0.31).isDecided());
    }
}

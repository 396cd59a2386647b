package dev.adjoint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.adjoint.derive.Reverse;
import dev.adjoint.diagnostic.Diagnostics;
import dev.adjoint.graph.Expr;
import dev.adjoint.graph.Exprs;
import dev.adjoint.graph.Graph;
import dev.adjoint.graph.Node;
import dev.adjoint.java.Generated;
import dev.adjoint.java.JavaWriter;
import dev.adjoint.loops.Loops;
import dev.adjoint.loops.Scheduler;
import dev.adjoint.optimise.Optimiser;
import dev.adjoint.optimise.Rebuilt;
import dev.adjoint.shape.Definition;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Program;
import dev.adjoint.shape.Variable;
import dev.adjoint.shape.Whole;
import dev.adjoint.source.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The adjoints of linear algebra are formulas like others: the gradient of a weighed gradient is that of its differences. */
final class SecondDerivativesTest {

    private static final double STEP = 1e-2;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "f = sum(solve(A, G).^2)",
                "f = sum(solve(A', G).^2)",
                "b = G[0,:]\nf = b'*solve(A, b)",
                "f = sum(inv(A).^2)",
                "f = logdet(A)",
                "f = det(A)",
                "L = chol(A*A')\nf = sum(L.^3)",
                "L = chol(A*A')\nf = sum(solve(L, G).^2)",
                "L = chol(A*A')\nf = sum(solve(L', G).^2)",
                "T[n,i,j] = A[i,j] + n*G[j,i]/9 where n in 0:2\nf = sum(det(T[n,:,:])*sum(solve(T[n,:,:], G[n,:])) for n in 0:2)"
            })
    void gradientsOfGradientsAreThoseOfDifferences(String formula) {
        Generated.Instance instance =
                weighedGradient("dim N = 3\nparam G[N,N]\nA = 0.3*G + 2*eye(N)\n" + formula + "\n");
        double[] theta = new Random(7).doubles(9, -1, 1).toArray();
        double[] g = new double[9];
        instance.valueAndGradient(theta, g);
        for (int k = 0; k < 9; k++) {
            double difference = (8 * (at(instance, theta, k, 1) - at(instance, theta, k, -1))
                            - (at(instance, theta, k, 2) - at(instance, theta, k, -2)))
                    / (12 * STEP);
            assertEquals(difference, g[k], 1e-5 * (1 + Math.abs(difference)), "param " + k);
        }
    }

    private static double at(Generated.Instance instance, double[] theta, int k, int steps) {
        double[] moved = theta.clone();
        moved[k] += steps * STEP;
        return instance.value(moved);
    }

    /** A class whose value is the gradient of the program's only output, each number times a weight of its own. */
    private static Generated.Instance weighedGradient(String text) {
        Compilation compilation = Compiler.compile(new Source("second.ad", text), Options.defaults(), Phase.GRAPH);
        Program program = compilation.program().orElseThrow();
        Graph graph = compilation.graph().orElseThrow();
        Definition output = program.outputs().get(0);
        Variable param = program.params().get(0);
        Node leaf = graph.values().get(param);

        List<Node> nodes = new ArrayList<>(graph.nodes());
        Node gradient = gradient(graph, graph.values().get(output), leaf, nodes);
        Node weighed = weighed(gradient);
        nodes.add(weighed);
        Node second = gradient(new Graph(nodes, graph.values(), List.of()), weighed, leaf, nodes);

        Rebuilt rebuilt = Optimiser.run(nodes, List.of(weighed, second));
        Loops loops = Scheduler.schedule(
                program,
                new Scheduler.Plan(
                        rebuilt.nodes(),
                        Map.of(output, rebuilt.wanted().get(0)),
                        1,
                        List.of(Scheduler.Task.pullback(
                                Map.of(param, rebuilt.wanted().get(1)))),
                        List.of(),
                        List.of()));
        Options options = Options.defaults();
        return Generated.compile(
                        JavaWriter.write(loops, options, "test", new Diagnostics())
                                .orElseThrow(),
                        loops,
                        options)
                .orElseThrow()
                .instance(Map.of());
    }

    private static Node gradient(Graph graph, Node of, Node leaf, List<Node> nodes) {
        Reverse.Adjoint adjoint = Reverse.derive(graph, Map.of(of, Exprs.ONE), List.of(leaf));
        nodes.addAll(adjoint.nodes());
        return adjoint.gradients().get(leaf);
    }

    private static Node weighed(Node gradient) {
        Index i = new Index("i", gradient.shape().get(0));
        Index j = new Index("j", gradient.shape().get(1));
        Expr weight =
                new Expr.Count(Whole.of(i).times(Whole.of(2)).minus(Whole.of(j)).plus(1));
        return new Node.Defined(
                gradient.label().derived("weighed", "sum"),
                List.of(),
                Optional.of(new Node.Defined.Reduce(Node.Reducer.SUM, List.of(i, j), Optional.empty())),
                Exprs.times(weight, Exprs.read(gradient, List.of(i, j))),
                Optional.empty());
    }
}

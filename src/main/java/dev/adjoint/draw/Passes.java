package dev.adjoint.draw;

import dev.adjoint.draw.Gate.Role;
import dev.adjoint.interpret.Backward;
import dev.adjoint.interpret.Evaluation;
import dev.adjoint.interpret.Interpreter;
import dev.adjoint.interpret.Point;
import dev.adjoint.shape.Definition;
import dev.adjoint.shape.Program;
import dev.adjoint.shape.Scan;
import dev.adjoint.shape.Symbol;
import dev.adjoint.shape.Typed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The forward pass and the backward pass over a circuit, gate by gate. */
public final class Passes {

    private final Circuit circuit;
    private final Evaluation run;
    private final Numbers numbers;
    private final Map<Gate, double[]> upstream = new HashMap<>();

    /** The gates that a param, an input or a carried value reaches: the others have no gradient. */
    private final Set<Gate> varying = new HashSet<>();

    private Passes(Circuit circuit, Evaluation run, Numbers numbers) {
        for (Gate gate : circuit.gates()) {
            boolean isVarying = (gate.isLeaf() && gate.role() != Role.CONSTANT)
                    || gate.inputs().stream().anyMatch(wire -> varying.contains(wire.source()));
            if (isVarying) {
                varying.add(gate);
            }
        }
        this.circuit = circuit;
        this.run = run;
        this.numbers = numbers;
    }

    /**
     * The numbers at a point.
     *
     * @throws IndexOutOfBoundsException if a row of a loop is read that has not been collected
     */
    public static Numbers at(Program program, Circuit circuit, Point point) {
        Evaluation run = new Interpreter(program, point.sizes()).lenient().at(point);
        Passes passes = new Passes(circuit, run, new Numbers(point.sizes()));
        passes.values(circuit.outputs().stream().map(Circuit.Output::gate).toList(), circuit.outer());
        circuit.objective().ifPresent(o -> passes.upstream.put(o.gate(), new double[] {1}));
        passes.backward(circuit.outer());
        return passes.numbers;
    }

    /** The values of these gates and of what they need: of an {@code if} one side only. */
    private void values(Collection<Gate> wanted, List<Gate> gates) {
        Set<Gate> needed = new HashSet<>(wanted);
        for (int k = gates.size() - 1; k >= 0; k--) {
            Gate gate = gates.get(k);
            if (needed.contains(gate)) {
                numbers.value(gate, run.values(gate.definition()));
                gate.inputs().stream().filter(this::isRead).forEach(wire -> needed.add(wire.source()));
                loopInputs(gate).forEach(wire -> needed.add(wire.source()));
            }
        }
    }

    private boolean isRead(Wire wire) {
        return !(wire.port() instanceof Definition port) || run.isKnown(port);
    }

    private static List<Wire> loopInputs(Gate gate) {
        return gate.role() == Role.RESULT ? gate.box().inputs() : List.of();
    }

    /** From the last gate to the first; a loop is handed back when all that it leaves behind is settled. */
    private void backward(List<Gate> gates) {
        Map<Box, Gate> firstResults = new HashMap<>();
        for (Gate gate : gates) {
            if (gate.role() == Role.RESULT) {
                firstResults.putIfAbsent(gate.box(), gate);
            }
        }
        for (int k = gates.size() - 1; k >= 0; k--) {
            Gate gate = gates.get(k);
            collected(gate);
            double[] gradient = upstream.get(gate);
            if (gradient != null) {
                numbers.upstream(gate, gradient);
            }
            if (gradient != null
                    && gate.role() == Role.OPERATION
                    && numbers.value(gate).isPresent()) {
                backward(gate, gradient);
            }
            if (firstResults.get(gate.box()) == gate && isRun(gate.box(), gates)) {
                loop(gate.box(), gates);
            }
        }
    }

    private boolean isRun(Box loop, List<Gate> around) {
        return around.stream()
                .anyMatch(g -> g.role() == Role.RESULT
                        && g.box() == loop
                        && numbers.value(g).isPresent());
    }

    /** A row of this step is also reached through what has been collected so far. */
    private void collected(Gate gate) {
        Box loop = Box.loopAround(gate.box());
        if (loop == null || gate.role() == Role.RESULT) {
            return;
        }
        long step = numbers.step(loop).orElseThrow();
        for (Gate leaf : loop.gates()) {
            boolean own = leaf.role() == Role.COLLECTED
                    && loop.ends().get(((Typed.Reference) leaf.formula()).symbol()) == gate
                    && upstream.containsKey(leaf);
            if (own) {
                add(gate, row(upstream.get(leaf), gate, step));
            }
        }
    }

    private void backward(Gate gate, double[] gradient) {
        Map<Symbol, double[]> share = pushed(gate, gradient);
        for (Wire wire : gate.inputs()) {
            double[] own = share.get(wire.port());
            if (own == null && isReached(wire)) {
                own = Backward.nothing(numbers.sizes().count(wire.source().type()));
            }
            if (own != null) {
                numbers.gradient(wire, own);
                add(wire.source(), own, gate.context());
            }
        }
        boolean elementwise = gate.formula() instanceof Typed.Each;
        if (gate.type().isScalar() || elementwise) {
            double[] ones = new double[gradient.length];
            Arrays.fill(ones, 1);
            Map<Symbol, double[]> local = pushed(gate, ones);
            gate.inputs().stream()
                    .filter(wire -> local.containsKey(wire.port()))
                    .filter(wire ->
                            wire.source().type().isScalar() == gate.type().isScalar() || !elementwise)
                    .forEach(wire -> numbers.local(wire, local.get(wire.port())));
        }
    }

    /** Whether a gradient could come back on a wire, so that none is 0. */
    private boolean isReached(Wire wire) {
        return wire.isReal()
                && varying.contains(wire.source())
                && numbers.value(wire.source()).isPresent();
    }

    private Map<Symbol, double[]> pushed(Gate gate, double[] gradient) {
        Set<Symbol> ends = new HashSet<>();
        gate.inputs().forEach(wire -> ends.add(wire.port()));
        Backward backward = new Backward(run, ends);
        backward.push(gate.formula(), gradient);
        return backward.reached();
    }

    /** What a step hands on to what is outside its loop is counted with all steps together. */
    private void add(Gate gate, double[] gradient, Box context) {
        if (gate.context() == context) {
            add(gate, gradient);
        }
    }

    private void add(Gate gate, double[] gradient) {
        double[] sum = upstream.computeIfAbsent(gate, g -> Backward.nothing(gradient.length));
        for (int k = 0; k < sum.length; k++) {
            sum[k] += gradient[k];
        }
    }

    private double[] row(double[] rows, Gate row, long step) {
        int count = numbers.sizes().count(row.type());
        return Arrays.copyOfRange(rows, Math.toIntExact(step) * count, Math.toIntExact(step + 1) * count);
    }

    /** Hands back a loop as a whole; of the last step that is made, gate by gate. */
    private void loop(Box loop, List<Gate> around) {
        Scan scan = loop.scan().orElseThrow();
        Map<Symbol, double[]> above = new HashMap<>();
        for (Gate gate : around) {
            if (gate.role() == Role.RESULT && gate.box() == loop && upstream.containsKey(gate)) {
                above.put(gate.inputs().get(0).port(), upstream.get(gate).clone());
            }
        }
        Backward backward = new Backward(run, Set.of());
        backward.loop(scan, above, (t, reached) -> {
            if (numbers.step(loop).isEmpty()) {
                numbers.step(loop, t);
                step(loop, around, t, reached);
            }
        });
        for (Wire wire : loop.inputs()) {
            double[] own = backward.reached().get(wire.port());
            if (own != null) {
                numbers.gradient(wire, own);
                add(wire.source(), own, Box.loopAround(loop.parent()));
            }
        }
        for (Gate gate : loop.gates()) {
            if (gate.role() == Role.CARRIED) {
                numbers.gradient(loop.inputs().get(first(scan, gate)))
                        .ifPresent(g -> numbers.gradient(gate.inputs().get(0), g.numbers()));
            }
        }
    }

    private static int first(Scan scan, Gate carried) {
        return scan.carries().indexOf((Scan.Carry) ((Typed.Reference) carried.formula()).symbol());
    }

    private void step(Box loop, List<Gate> around, long t, Map<Symbol, double[]> reached) {
        again(loop);
        values(loop.ends().values(), loop.gates());
        loop.ends().forEach((symbol, end) -> {
            double[] above = reached.get(symbol);
            if (above != null) {
                double[] own = symbol instanceof Scan.Rows ? row(above, end, t) : above;
                add(end, own);
                around.stream()
                        .filter(g ->
                                g.role() == Role.RESULT && g.inputs().get(0).port() == symbol)
                        .forEach(g -> numbers.gradient(g.inputs().get(0), own));
            }
        });
        backward(loop.gates());
    }

    /** What was evaluated of the gates of a step was in another one. */
    private void again(Box loop) {
        List<Definition> definitions = new ArrayList<>();
        List<Scan> loops = new ArrayList<>();
        for (Gate gate : circuit.gates()) {
            if (gate.box() != null
                    && gate.box().isWithin(loop)
                    && !(gate.role() == Role.RESULT && gate.box() == loop)) {
                definitions.add(gate.definition());
                gate.inputs().stream()
                        .filter(wire -> wire.port() instanceof Definition)
                        .forEach(wire -> definitions.add((Definition) wire.port()));
                if (gate.role() == Role.RESULT) {
                    loops.add(gate.box().scan().orElseThrow());
                }
            }
        }
        run.again(definitions, loops);
    }
}

package dev.adjoint.draw;

import dev.adjoint.draw.Gate.Role;
import dev.adjoint.shape.Definition;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.OwnGradient;
import dev.adjoint.shape.Program;
import dev.adjoint.shape.Scan;
import dev.adjoint.shape.Symbol;
import dev.adjoint.shape.Typed;
import dev.adjoint.shape.Uses;
import dev.adjoint.shape.Variable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Takes formulas apart into gates. Numbers stand in the gate that they are an operand of, as the lecture writes {@code +1} and
 * {@code 1/x}; what stands under an index is one gate.
 */
final class CircuitBuilder implements Typed.Visitor<Gate> {

    private final Program program;
    private final Map<Symbol, Gate> gateOf = new HashMap<>();
    private final Map<Scan, Box> loops = new HashMap<>();
    private final Map<Symbol, Gate> results = new HashMap<>();
    private final List<Gate> gates = new ArrayList<>();
    private final List<Gate> outer = new ArrayList<>();
    private final List<Box> boxes = new ArrayList<>();
    private Box box;
    private int made;

    CircuitBuilder(Program program) {
        this.program = program;
    }

    Circuit build(List<Definition> of) {
        Set<Symbol> needed = needed(of);
        program.params().stream().filter(needed::contains).forEach(v -> leaf(v, Role.PARAM));
        program.inputs().stream().filter(needed::contains).forEach(v -> leaf(v, Role.INPUT));
        program.definitions().stream().filter(needed::contains).forEach(this::define);
        List<Circuit.Output> outputs = of.stream()
                .map(d -> new Circuit.Output(d.name(), gateOf.get(d)))
                .toList();
        Optional<Circuit.Output> objective = outputs.stream()
                .filter(o -> o.gate().isReal() && o.gate().type().isScalar())
                .findFirst();
        return new Circuit(gates, outer, boxes, outputs, objective);
    }

    private static Set<Symbol> needed(List<Definition> of) {
        Set<Symbol> needed = new HashSet<>(of);
        Deque<Symbol> open = new ArrayDeque<>(of);
        while (!open.isEmpty()) {
            if (open.pop() instanceof Definition definition) {
                Uses.of(definition.value()).stream().filter(needed::add).forEach(open::push);
            }
        }
        return needed;
    }

    private void leaf(Variable variable, Role role) {
        Gate gate = make(role, Label.of(variable.name()), new Typed.Reference(variable, variable.span()), List.of());
        gate.names().add(variable.name());
        gateOf.put(variable, gate);
    }

    private Gate define(Definition definition) {
        Gate gate = definition.value().accept(this);
        if (!gate.names().contains(definition.name())) {
            gate.names().add(definition.name());
        }
        gateOf.put(definition, gate);
        return gate;
    }

    private Gate make(Role role, Label label, Typed formula, List<Wire> inputs) {
        Definition definition = hidden(label.text(), formula);
        Gate gate = new Gate(made++, role, label, definition, inputs, box);
        gates.add(gate);
        if (box != null) {
            box.reach(gate.number());
        }
        Box loop = gate.context();
        (loop == null ? outer : loop.gates()).add(gate);
        return gate;
    }

    private static Definition hidden(String name, Typed value) {
        return new Definition(name, value, Optional.empty(), value.span(), value.span(), true, "");
    }

    private Gate constant(Typed formula) {
        return make(Role.CONSTANT, Label.of(Labels.shortened(formula.span())), formula, List.of());
    }

    /** A gate over operands, each of which comes in on a wire of its own; numbers stay in the formula. */
    private final class Making {

        private final List<Wire> wires = new ArrayList<>();

        Typed operand(Typed operand) {
            if (Labels.isNumeral(operand)) {
                return operand;
            }
            Gate source = operand.accept(CircuitBuilder.this);
            Typed.Reference read = new Typed.Reference(source.definition(), operand.span());
            Definition port = hidden(source.title(), read);
            wires.add(new Wire(source, port));
            return new Typed.Reference(port, operand.span());
        }

        List<Typed> operands(List<Typed> operands) {
            return operands.stream().map(this::operand).toList();
        }

        Gate gate(Typed original, Typed formula) {
            return make(Role.OPERATION, Labels.of(original), formula, wires);
        }
    }

    /** A gate that stays as it is written; its wires bring all that it reads. */
    private Gate whole(Typed formula) {
        List<Wire> wires = new ArrayList<>();
        for (Symbol symbol : Uses.of(formula)) {
            source(symbol).ifPresent(source -> wires.add(new Wire(source, symbol)));
        }
        return make(Role.OPERATION, Labels.of(formula), formula, wires);
    }

    private Optional<Gate> source(Symbol symbol) {
        if (symbol instanceof Scan.Rows rows && !gateOf.containsKey(symbol)) {
            String text = rows.name() + "[…]";
            gateOf.put(rows, make(Role.COLLECTED, Label.of(text), new Typed.Reference(rows, rows.span()), List.of()));
        }
        return Optional.ofNullable(gateOf.get(symbol));
    }

    @Override
    public Gate literal(Typed.Literal literal) {
        return constant(literal);
    }

    @Override
    public Gate count(Typed.Count count) {
        return Labels.isNumeral(count) ? constant(count) : whole(count);
    }

    @Override
    public Gate reference(Typed.Reference reference) {
        return source(reference.symbol()).orElseThrow();
    }

    @Override
    public Gate each(Typed.Each each) {
        if (Labels.isNumeral(each)) {
            return constant(each);
        }
        Making making = new Making();
        List<Typed> operands = making.operands(each.operands());
        return making.gate(each, new Typed.Each(each.primitive(), operands, each.type(), each.span()));
    }

    @Override
    public Gate compare(Typed.Compare compare) {
        Making making = new Making();
        Typed left = making.operand(compare.left());
        Typed right = making.operand(compare.right());
        return making.gate(compare, new Typed.Compare(compare.comparison(), left, right, compare.span()));
    }

    @Override
    public Gate logic(Typed.Logic logic) {
        Making making = new Making();
        List<Typed> operands = making.operands(logic.operands());
        return making.gate(logic, new Typed.Logic(logic.connective(), operands, logic.span()));
    }

    @Override
    public Gate product(Typed.Product product) {
        Making making = new Making();
        Typed left = making.operand(product.left());
        Typed right = making.operand(product.right());
        return making.gate(product, new Typed.Product(product.form(), left, right, product.type(), product.span()));
    }

    /** Between column and row nothing happens. */
    @Override
    public Gate transpose(Typed.Transpose transpose) {
        if (transpose.type().rank() < 2) {
            return transpose.operand().accept(this);
        }
        Making making = new Making();
        Typed operand = making.operand(transpose.operand());
        return making.gate(transpose, new Typed.Transpose(operand, transpose.type(), transpose.span()));
    }

    @Override
    public Gate subscript(Typed.Subscript subscript) {
        if (subscript.base() instanceof Typed.Reference) {
            return whole(subscript);
        }
        Making making = new Making();
        Typed base = making.operand(subscript.base());
        return making.gate(subscript, new Typed.Subscript(base, subscript.parts(), subscript.type(), subscript.span()));
    }

    @Override
    public Gate conditional(Typed.Conditional conditional) {
        Making making = new Making();
        Typed condition = making.operand(conditional.condition());
        Typed then = making.operand(conditional.then());
        Typed otherwise = making.operand(conditional.otherwise());
        return making.gate(
                conditional, new Typed.Conditional(condition, then, otherwise, conditional.type(), conditional.span()));
    }

    @Override
    public Gate fold(Typed.Fold fold) {
        return whole(fold);
    }

    @Override
    public Gate foldArray(Typed.FoldArray foldArray) {
        Making making = new Making();
        Typed array = making.operand(foldArray.array());
        return making.gate(foldArray, new Typed.FoldArray(foldArray.reduction(), array, foldArray.span()));
    }

    @Override
    public Gate build(Typed.Build build) {
        return whole(build);
    }

    @Override
    public Gate stack(Typed.Stack stack) {
        Making making = new Making();
        List<Typed> parts = making.operands(stack.parts());
        return making.gate(stack, new Typed.Stack(parts, stack.type(), stack.span()));
    }

    @Override
    public Gate concat(Typed.Concat concat) {
        Making making = new Making();
        List<Typed> parts = making.operands(concat.parts());
        return making.gate(concat, new Typed.Concat(parts, concat.type(), concat.span()));
    }

    @Override
    public Gate softmax(Typed.Softmax softmax) {
        Making making = new Making();
        return making.gate(softmax, new Typed.Softmax(making.operand(softmax.vector()), softmax.span()));
    }

    @Override
    public Gate kernel(Typed.Kernel kernel) {
        Making making = new Making();
        List<Typed> operands = making.operands(kernel.operands());
        return making.gate(kernel, new Typed.Kernel(kernel.algebra(), operands, kernel.type(), kernel.span()));
    }

    @Override
    public Gate held(Typed.Held held) {
        Making making = new Making();
        return making.gate(held, new Typed.Held(making.operand(held.operand()), held.size(), held.span()));
    }

    /** One gate, for it says its gradient itself. */
    @Override
    public Gate gated(Typed.Gated gated) {
        OwnGradient gradient = gated.gradient();
        List<Wire> wires = new ArrayList<>();
        for (Definition argument : gradient.arguments()) {
            Gate source = gateOf.containsKey(argument) ? gateOf.get(argument) : define(argument);
            gateOf.put(argument, source);
            wires.add(new Wire(source, argument));
        }
        return make(Role.OPERATION, Labels.of(gated), gated, wires);
    }

    @Override
    public Gate derivative(Typed.Derivative derivative) {
        return whole(derivative);
    }

    @Override
    public Gate block(Typed.Block block) {
        Box function = open(Labels.shortened(block.span()), null);
        int before = gates.size();
        block.locals().forEach(this::define);
        Gate result = block.result().accept(this);
        box = function.parent();
        if (gates.size() - before < 2) {
            gates.subList(before, gates.size()).forEach(gate -> gate.moveTo(box));
            boxes.remove(function);
        }
        return result;
    }

    private Box open(String title, Scan scan) {
        box = new Box(made++, title, box, scan);
        boxes.add(box);
        return box;
    }

    @Override
    public Gate scanned(Typed.Scanned scanned) {
        Box loop = loops.get(scanned.scan());
        if (loop == null) {
            loop = loop(scanned.scan());
            loops.put(scanned.scan(), loop);
        }
        Gate known = results.get(scanned.symbol());
        if (known == null) {
            known = result(scanned, loop);
            results.put(scanned.symbol(), known);
        }
        return known;
    }

    private Box loop(Scan scan) {
        List<Gate> first =
                scan.carries().stream().map(c -> c.first().accept(this)).toList();
        Index step = scan.step();
        Box loop = open("scan " + step.name() + " in " + step.upper(), scan);
        for (int k = 0; k < first.size(); k++) {
            Scan.Carry carry = scan.carries().get(k);
            Wire wire = new Wire(first.get(k), carry);
            Gate gate =
                    make(Role.CARRIED, Label.of(carry.name()), new Typed.Reference(carry, carry.span()), List.of(wire));
            gateOf.put(carry, gate);
            loop.inputs().add(wire);
        }
        scan.condition().ifPresent(c -> c.accept(this));
        scan.body().forEach(this::define);
        scan.carries().forEach(carry -> loop.ends().put(carry, carry.next().accept(this)));
        scan.rows().forEach(rows -> loop.ends().put(rows, gateOf.get(rows.row())));
        box = loop.parent();
        outside(loop);
        return loop;
    }

    /** What the steps read that does not come from the loop itself. */
    private void outside(Box loop) {
        Scan scan = loop.scan().orElseThrow();
        Set<Symbol> read = new LinkedHashSet<>();
        scan.condition().ifPresent(c -> read.addAll(Uses.of(c)));
        scan.body().forEach(definition -> read.addAll(Uses.of(definition.value())));
        scan.carries().forEach(carry -> read.addAll(Uses.of(carry.next())));
        scan.body().forEach(read::remove);
        scan.carries().forEach(read::remove);
        scan.rows().forEach(read::remove);
        for (Symbol symbol : read) {
            Optional.ofNullable(gateOf.get(symbol))
                    .ifPresent(source -> loop.inputs().add(new Wire(source, symbol)));
        }
    }

    private Gate result(Typed.Scanned scanned, Box loop) {
        Box before = box;
        box = loop;
        Symbol symbol = scanned.symbol();
        String text = symbol instanceof Scan.Rows
                ? symbol.name() + "[" + loop.scan().orElseThrow().step() + "]"
                : symbol.name();
        Gate gate = make(
                Role.RESULT,
                Label.of(text),
                scanned,
                List.of(new Wire(loop.ends().get(symbol), symbol)));
        gate.names().add(symbol.name());
        box = before;
        return gate;
    }
}

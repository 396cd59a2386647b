package dev.adjoint.interpret;

import dev.adjoint.shape.Definition;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.OwnGradient;
import dev.adjoint.shape.Primitive;
import dev.adjoint.shape.Scan;
import dev.adjoint.shape.Symbol;
import dev.adjoint.shape.Type;
import dev.adjoint.shape.Typed;
import dev.adjoint.shape.Variable;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/** Makes formulas ready for evaluation at certain sizes; definitions and indices get slots. */
final class Translation implements Typed.Visitor<Formula> {

    private final Sizes sizes;
    private final boolean lenient;
    private final Constancy constancy = new Constancy();
    private final Subscripts subscripts = new Subscripts(this);
    private final IdentityHashMap<Typed, Formula> formulas = new IdentityHashMap<>();
    private final IdentityHashMap<Definition, Integer> definitionSlots = new IdentityHashMap<>();
    private final IdentityHashMap<Scan, Loop> loops = new IdentityHashMap<>();
    private final List<Formula> definitions = new ArrayList<>();
    private final IdentityHashMap<OwnGradient.Upstream, Integer> upstreamSlots = new IdentityHashMap<>();
    private final IdentityHashMap<OwnGradient, Gated> gates = new IdentityHashMap<>();
    private final IdentityHashMap<Index, Integer> indexSlots = new IdentityHashMap<>();

    /** At certain sizes; a matrix that has no inverse makes numbers that are none if it is {@code lenient}. */
    Translation(Sizes sizes, boolean lenient) {
        this.sizes = sizes;
        this.lenient = lenient;
    }

    Constancy constancy() {
        return constancy;
    }

    Subscripts subscripts() {
        return subscripts;
    }

    boolean isLenient() {
        return lenient;
    }

    Sizes sizes() {
        return sizes;
    }

    int definitions() {
        return definitions.size();
    }

    boolean hasSurrogates() {
        return gates.keySet().stream().anyMatch(OwnGradient::isSurrogate);
    }

    int indices() {
        return indexSlots.size();
    }

    Formula definition(int slot) {
        return definitions.get(slot);
    }

    /** Where the value of a definition is kept. */
    int slot(Definition definition) {
        Integer known = definitionSlots.get(definition);
        if (known != null) {
            return known;
        }
        Formula value = formula(definition.value());
        int slot = definitions.size();
        definitions.add(value);
        definitionSlots.put(definition, slot);
        return slot;
    }

    /** Where an upstream gradient is kept; it is put there before it is read. */
    int slot(OwnGradient.Upstream upstream) {
        return upstreamSlots.computeIfAbsent(upstream, u -> {
            definitions.add(run -> {
                throw new IllegalStateException(u + " is not known");
            });
            return definitions.size() - 1;
        });
    }

    /** Where the value of an index is kept. */
    int slot(Index index) {
        return indexSlots.computeIfAbsent(index, i -> indexSlots.size());
    }

    Formula formula(Typed typed) {
        Formula known = formulas.get(typed);
        if (known == null) {
            known = typed.accept(this);
            formulas.put(typed, known);
        }
        return known;
    }

    private List<Formula> formulas(List<Typed> typed) {
        return typed.stream().map(this::formula).toList();
    }

    private static Formula scalar(Formula.Scalar formula) {
        return formula;
    }

    @Override
    public Formula literal(Typed.Literal literal) {
        Dual number = Dual.constant(literal.value());
        return scalar(run -> number);
    }

    @Override
    public Formula count(Typed.Count count) {
        Subscripts.WholeNumber number = subscripts.number(count.value());
        return scalar(run -> Dual.constant((double) number.at(run)));
    }

    @Override
    public Formula reference(Typed.Reference reference) {
        if (reference.symbol() instanceof Variable variable) {
            return run -> run.variable(variable);
        }
        if (reference.symbol() instanceof Definition definition) {
            int slot = slot(definition);
            return run -> run.array(slot);
        }
        if (reference.symbol() instanceof OwnGradient.Upstream upstream) {
            int slot = slot(upstream);
            return run -> run.array(slot);
        }
        Symbol symbol = reference.symbol();
        return run -> run.looped(symbol);
    }

    @Override
    public Formula each(Typed.Each each) {
        Primitive primitive = each.primitive();
        List<Formula> operands = formulas(each.operands());
        boolean[] constant = new boolean[operands.size()];
        for (int k = 0; k < constant.length; k++) {
            constant[k] = constancy.isConstant(each.operands().get(k));
        }
        if (each.type().isScalar()) {
            return scalar(run -> {
                Dual[] x = new Dual[constant.length];
                for (int k = 0; k < x.length; k++) {
                    x[k] = operands.get(k).number(run);
                }
                return Gate.apply(primitive, x, constant, run.recorder());
            });
        }
        int[] shape = sizes.shape(each.type());
        boolean[] spread = new boolean[constant.length];
        for (int k = 0; k < constant.length; k++) {
            spread[k] = each.operands().get(k).type().isScalar();
        }
        return run ->
                eachElement(primitive, operands.stream().map(o -> o.at(run)).toList(), spread, constant, shape, run);
    }

    private static Array eachElement(
            Primitive primitive,
            List<Array> operands,
            boolean[] spread,
            boolean[] constant,
            int[] shape,
            Evaluation run) {
        Array result = new Array(shape);
        Dual[] x = new Dual[constant.length];
        for (int e = 0; e < result.size(); e++) {
            try {
                for (int k = 0; k < x.length; k++) {
                    x[k] = operands.get(k).get(spread[k] ? 0 : e);
                }
                result.set(e, Gate.apply(primitive, x, constant, run.recorder()));
            } catch (ArithmeticException failure) {
                result.fail(e, 1, failure);
            }
        }
        return result;
    }

    @Override
    public Formula compare(Typed.Compare compare) {
        Formula left = formula(compare.left());
        Formula right = formula(compare.right());
        return scalar(run -> {
            double a = left.number(run).value();
            double b = right.number(run).value();
            boolean holds = switch (compare.comparison()) {
                case LESS -> a < b;
                case LESS_EQUAL -> a <= b;
                case GREATER -> a > b;
                case GREATER_EQUAL -> a >= b;
                case EQUAL -> a == b;
                case NOT_EQUAL -> a != b;
            };
            run.recorder().record(holds);
            return Dual.truth(holds);
        });
    }

    @Override
    public Formula logic(Typed.Logic logic) {
        Formula left = formula(logic.operands().get(0));
        if (logic.connective() == Typed.Connective.NOT) {
            return scalar(run -> Dual.truth(!left.number(run).isTrue()));
        }
        Formula right = formula(logic.operands().get(1));
        boolean enough = logic.connective() == Typed.Connective.OR;
        return scalar(run -> left.number(run).isTrue() == enough ? Dual.truth(enough) : right.number(run));
    }

    @Override
    public Formula product(Typed.Product product) {
        Formula left = formula(product.left());
        Formula right = formula(product.right());
        return run -> Products.apply(product.form(), left.at(run), right.at(run));
    }

    @Override
    public Formula transpose(Typed.Transpose transpose) {
        Formula operand = formula(transpose.operand());
        if (transpose.type().rank() < 2) {
            return operand;
        }
        int[] shape = sizes.shape(transpose.type());
        return run -> {
            Array before = operand.at(run);
            Array after = new Array(shape);
            for (int i = 0; i < shape[0]; i++) {
                for (int j = 0; j < shape[1]; j++) {
                    after.set(i * shape[1] + j, before.get(j * shape[0] + i));
                }
            }
            return after;
        };
    }

    @Override
    public Formula subscript(Typed.Subscript subscript) {
        return subscripts.read(subscript, formula(subscript.base()));
    }

    @Override
    public Formula conditional(Typed.Conditional conditional) {
        Formula condition = formula(conditional.condition());
        Formula then = formula(conditional.then());
        Formula otherwise = formula(conditional.otherwise());
        if (conditional.type().isScalar()) {
            return scalar(run -> (condition.number(run).isTrue() ? then : otherwise).number(run));
        }
        return run -> (condition.number(run).isTrue() ? then : otherwise).at(run);
    }

    @Override
    public Formula fold(Typed.Fold fold) {
        List<Evaluation.Range> ranges = ranges(fold.indices());
        Formula element = formula(fold.element());
        Formula filter = fold.filter().map(this::formula).orElse(scalar(run -> Dual.TRUE));
        if (fold.reduction().isPosition()) {
            return position(fold.reduction(), ranges.get(0), element, filter);
        }
        boolean constant = constancy.isConstant(fold.element());
        int most = Array.count(ranges.stream().mapToInt(Evaluation.Range::size).toArray());
        return scalar(run -> {
            Array counted = new Array(most);
            int[] count = new int[1];
            run.each(ranges, () -> {
                if (filter.number(run).isTrue()) {
                    counted.set(count[0]++, element.number(run));
                }
            });
            return Reducer.apply(fold.reduction(), counted.first(count[0]), constant, run.recorder());
        });
    }

    private static Formula position(
            Typed.Reduction reduction, Evaluation.Range range, Formula element, Formula filter) {
        return scalar(run -> {
            Reducer.Position position = new Reducer.Position(reduction);
            run.each(List.of(range), () -> {
                if (filter.number(run).isTrue()) {
                    position.add(run.index(range.slot()), element.number(run).value());
                }
            });
            return position.or(range.lower(), run.recorder());
        });
    }

    List<Evaluation.Range> ranges(List<Index> indices) {
        return indices.stream()
                .map(i -> new Evaluation.Range(slot(i), sizes.of(i.lower()), sizes.of(i.upper())))
                .toList();
    }

    @Override
    public Formula foldArray(Typed.FoldArray foldArray) {
        Formula array = formula(foldArray.array());
        if (foldArray.reduction().isPosition()) {
            return scalar(run -> {
                Reducer.Position position = new Reducer.Position(foldArray.reduction());
                Array vector = array.at(run);
                for (int k = 0; k < vector.size(); k++) {
                    position.add(k, vector.value(k));
                }
                return position.or(0, run.recorder());
            });
        }
        boolean constant = constancy.isConstant(foldArray.array());
        return scalar(run -> Reducer.apply(foldArray.reduction(), array.at(run), constant, run.recorder()));
    }

    @Override
    public Formula build(Typed.Build build) {
        List<Evaluation.Range> ranges = ranges(build.indices());
        Formula element = formula(build.element());
        int[] shape = sizes.shape(build.type());
        boolean plain = build.element().type().isScalar();
        int count = Array.count(sizes.shape(build.element().type()));
        return run -> {
            Array result = new Array(shape);
            int[] position = new int[1];
            run.each(ranges, () -> {
                try {
                    if (plain) {
                        result.set(position[0], element.number(run));
                    } else {
                        result.put(position[0], element.at(run));
                    }
                } catch (ArithmeticException failure) {
                    result.fail(position[0], count, failure);
                }
                position[0] += count;
            });
            return result;
        };
    }

    private static int append(Array whole, int position, Array part) {
        whole.put(position, part);
        return part.size();
    }

    @Override
    public Formula stack(Typed.Stack stack) {
        return inOrder(formulas(stack.parts()), stack.type());
    }

    @Override
    public Formula concat(Typed.Concat concat) {
        return inOrder(formulas(concat.parts()), concat.type());
    }

    /** Row-major, both a new first axis and a longer one are the parts one after another. */
    private Formula inOrder(List<Formula> parts, Type type) {
        int[] shape = sizes.shape(type);
        return run -> {
            Array whole = new Array(shape);
            int position = 0;
            for (Formula part : parts) {
                position += append(whole, position, part.at(run));
            }
            return whole;
        };
    }

    @Override
    public Formula softmax(Typed.Softmax softmax) {
        Formula vector = formula(softmax.vector());
        return run -> Reducer.softmax(vector.at(run));
    }

    @Override
    public Formula kernel(Typed.Kernel kernel) {
        List<Formula> operands = formulas(kernel.operands());
        int[] shape = sizes.shape(kernel.type());
        String place = lenient ? null : kernel.place();
        return run -> Kernels.apply(
                kernel.algebra(), operands.stream().map(o -> o.at(run)).toList(), shape, place);
    }

    @Override
    public Formula held(Typed.Held held) {
        Formula operand = formula(held.operand());
        Subscripts.WholeNumber size = subscripts.number(held.size());
        if (held.type().isScalar()) {
            return scalar(run -> hold(operand.number(run).value(), size.at(run), run.recorder()));
        }
        int[] shape = sizes.shape(held.type());
        return run -> {
            Array values = operand.at(run);
            Array indices = new Array(shape);
            for (int k = 0; k < indices.size(); k++) {
                indices.set(k, hold(values.value(k), size.at(run), run.recorder()));
            }
            return indices;
        };
    }

    /** Floor, held to 0 … size - 1; 0 for NaN. */
    private static Dual hold(double value, long size, Trace trace) {
        long index = Math.max(0, Math.min((long) Math.floor(value), size - 1));
        trace.record(index);
        return Dual.constant((double) index);
    }

    @Override
    public Formula block(Typed.Block block) {
        int[] locals = block.locals().stream().mapToInt(this::slot).toArray();
        List<Loop> again = loops(block.locals());
        Formula result = formula(block.result());
        if (block.type().isScalar()) {
            return scalar(run -> {
                run.forget(locals, again);
                return result.number(run);
            });
        }
        return run -> {
            run.forget(locals, again);
            return result.at(run);
        };
    }

    @Override
    public Formula gated(Typed.Gated gated) {
        Gated use = use(gated.gradient());
        return run -> use.at(gated.result(), run);
    }

    Gated use(OwnGradient gradient) {
        Gated known = gates.get(gradient);
        if (known == null) {
            known = new Gated(this, gradient);
            gates.put(gradient, known);
        }
        return known;
    }

    @Override
    public Formula derivative(Typed.Derivative derivative) {
        constancy.vary(derivative.independent());
        return new Differentiated(this, derivative);
    }

    @Override
    public Formula scanned(Typed.Scanned scanned) {
        Loop loop = loop(scanned.scan());
        Symbol symbol = scanned.symbol();
        return run -> run.loop(loop).get(symbol);
    }

    Loop loop(Scan scan) {
        Loop known = loops.get(scan);
        if (known == null) {
            known = new Loop(scan, this);
            loops.put(scan, known);
        }
        return known;
    }

    /** The loops among these definitions. */
    List<Loop> loops(List<Definition> among) {
        return among.stream()
                .filter(d -> d.value() instanceof Typed.Scanned)
                .map(d -> loop(((Typed.Scanned) d.value()).scan()))
                .distinct()
                .toList();
    }
}

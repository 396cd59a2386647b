package dev.adjoint.shape;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Formulas written out once more, with another value in the place of one that they are made of. The definitions between the
 * two are copied as well, each once; what lies on no way between them stays as it is.
 */
final class Copies implements Typed.Visitor<Typed> {

    private final Reach reach;
    private final IdentityHashMap<Symbol, Symbol> symbols = new IdentityHashMap<>();
    private final Map<Index, Index> indices = new HashMap<>();
    private final IdentityHashMap<Scan, Scan> scans = new IdentityHashMap<>();
    private final IdentityHashMap<OwnGradient, OwnGradient> gradients = new IdentityHashMap<>();
    private final List<Definition> between = new ArrayList<>();

    /** Puts {@code to} in the place of {@code from}, which is what {@code reach} starts at. */
    Copies(Reach reach, Symbol from, Symbol to) {
        this.reach = reach;
        symbols.put(from, to);
    }

    /** The definitions that were copied, each below what it uses. */
    List<Definition> between() {
        return between;
    }

    Typed of(Typed formula) {
        return formula.accept(this);
    }

    private List<Typed> all(List<Typed> formulas) {
        return formulas.stream().map(this::of).toList();
    }

    private Symbol of(Symbol symbol) {
        Symbol known = symbols.get(symbol);
        if (known != null) {
            return known;
        }
        if (symbol instanceof Definition definition && reach.of(definition)) {
            Definition copy = copy(definition);
            between.add(copy);
            return copy;
        }
        return symbol;
    }

    private Definition copy(Definition definition) {
        Definition copy = new Definition(
                definition.name(),
                of(definition.value()),
                definition.bound(),
                definition.span(),
                definition.statement(),
                true,
                "");
        symbols.put(definition, copy);
        return copy;
    }

    private List<Definition> locals(List<Definition> definitions) {
        return definitions.stream().map(this::copy).toList();
    }

    private Whole of(Whole number) {
        return number.substitute(atom -> {
            if (atom instanceof Index index) {
                return Optional.ofNullable(indices.get(index)).map(Whole::of);
            }
            if (atom instanceof Atom.Gathered gathered && gathered.array() instanceof Symbol symbol) {
                return Optional.of(Whole.of(new Atom.Gathered(
                        of(symbol), gathered.subscripts().stream().map(this::of).toList())));
            }
            return Optional.empty();
        });
    }

    private Index bound(Index index) {
        Index copy = new Index(index.name(), index.lower(), index.upper());
        indices.put(index, copy);
        return copy;
    }

    private List<Index> bound(List<Index> some) {
        return some.stream().map(this::bound).toList();
    }

    @Override
    public Typed literal(Typed.Literal literal) {
        return literal;
    }

    @Override
    public Typed count(Typed.Count count) {
        return new Typed.Count(of(count.value()), count.span());
    }

    @Override
    public Typed reference(Typed.Reference reference) {
        return new Typed.Reference(of(reference.symbol()), reference.span());
    }

    @Override
    public Typed each(Typed.Each each) {
        return new Typed.Each(each.primitive(), all(each.operands()), each.type(), each.span());
    }

    @Override
    public Typed compare(Typed.Compare compare) {
        return new Typed.Compare(compare.comparison(), of(compare.left()), of(compare.right()), compare.span());
    }

    @Override
    public Typed logic(Typed.Logic logic) {
        return new Typed.Logic(logic.connective(), all(logic.operands()), logic.span());
    }

    @Override
    public Typed product(Typed.Product product) {
        return new Typed.Product(
                product.form(), of(product.left()), of(product.right()), product.type(), product.span());
    }

    @Override
    public Typed transpose(Typed.Transpose transpose) {
        return new Typed.Transpose(of(transpose.operand()), transpose.type(), transpose.span());
    }

    @Override
    public Typed subscript(Typed.Subscript subscript) {
        List<Typed.Subscript.Part> parts =
                subscript.parts().stream().map(this::part).toList();
        Typed copy = new Typed.Subscript(of(subscript.base()), parts, subscript.type(), subscript.span());
        return reach.ownRow(subscript) && reach.of(subscript) ? rows(subscript, parts, copy) : copy;
    }

    private Typed.Subscript.Part part(Typed.Subscript.Part part) {
        if (part instanceof Typed.Subscript.At at) {
            return new Typed.Subscript.At(of(at.index()));
        }
        Typed.Subscript.Slice slice = (Typed.Subscript.Slice) part;
        return new Typed.Subscript.Slice(of(slice.from()), slice.size());
    }

    /** Rows of a loop around, one or several. */
    private Typed rows(Typed.Subscript subscript, List<Typed.Subscript.Part> parts, Typed made) {
        Typed.Subscript.Part first = parts.get(0);
        if (first instanceof Typed.Subscript.At at) {
            return row(subscript, at.index(), parts.subList(1, parts.size()), made);
        }
        Typed.Subscript.Slice slice = (Typed.Subscript.Slice) first;
        Index k = new Index("k", slice.size());
        Whole read = slice.from().plus(Whole.of(k));
        List<Typed.Subscript.Part> one = new ArrayList<>(parts);
        one.set(0, new Typed.Subscript.At(read));
        List<Whole> shape = subscript.type().shape();
        Type type = Type.real(shape.subList(1, shape.size()));
        Typed.Subscript row = new Typed.Subscript(((Typed.Subscript) made).base(), one, type, subscript.span());
        Typed element = row(row, read, one.subList(1, one.size()), row);
        return new Typed.Build(List.of(k), element, subscript.type(), subscript.span());
    }

    /** A row of a loop around: where it is that of the step itself, the definition that makes it. */
    private Typed row(Typed.Subscript subscript, Whole read, List<Typed.Subscript.Part> rest, Typed made) {
        Scan.Rows rows = (Scan.Rows) ((Typed.Reference) subscript.base()).symbol();
        Typed definition = new Typed.Reference(of(rows.row()), subscript.span());
        Typed own =
                rest.isEmpty() ? definition : new Typed.Subscript(definition, rest, subscript.type(), subscript.span());
        Whole step = Whole.of(rows.step());
        if (read.equals(step)) {
            return own;
        }
        Typed isOwn = new Typed.Compare(
                Typed.Comparison.EQUAL,
                new Typed.Count(read, subscript.span()),
                new Typed.Count(step, subscript.span()),
                subscript.span());
        return new Typed.Conditional(isOwn, own, made, subscript.type(), subscript.span());
    }

    @Override
    public Typed conditional(Typed.Conditional conditional) {
        return new Typed.Conditional(
                of(conditional.condition()),
                of(conditional.then()),
                of(conditional.otherwise()),
                conditional.type(),
                conditional.span());
    }

    @Override
    public Typed fold(Typed.Fold fold) {
        List<Index> bound = bound(fold.indices());
        return new Typed.Fold(
                fold.reduction(), of(fold.element()), bound, fold.filter().map(this::of), fold.span());
    }

    @Override
    public Typed foldArray(Typed.FoldArray foldArray) {
        return new Typed.FoldArray(foldArray.reduction(), of(foldArray.array()), foldArray.span());
    }

    @Override
    public Typed build(Typed.Build build) {
        List<Index> bound = bound(build.indices());
        return new Typed.Build(bound, of(build.element()), build.type(), build.span());
    }

    @Override
    public Typed stack(Typed.Stack stack) {
        return new Typed.Stack(all(stack.parts()), stack.type(), stack.span());
    }

    @Override
    public Typed concat(Typed.Concat concat) {
        return new Typed.Concat(all(concat.parts()), concat.type(), concat.span());
    }

    @Override
    public Typed softmax(Typed.Softmax softmax) {
        return new Typed.Softmax(of(softmax.vector()), softmax.span());
    }

    @Override
    public Typed kernel(Typed.Kernel kernel) {
        return new Typed.Kernel(kernel.algebra(), all(kernel.operands()), kernel.type(), kernel.span());
    }

    @Override
    public Typed held(Typed.Held held) {
        return new Typed.Held(of(held.operand()), held.size(), held.span());
    }

    @Override
    public Typed block(Typed.Block block) {
        List<Definition> locals = locals(block.locals());
        return new Typed.Block(block.name(), locals, of(block.result()), block.span());
    }

    @Override
    public Typed derivative(Typed.Derivative derivative) {
        Definition independent = copy(derivative.independent());
        List<Definition> on = locals(derivative.between());
        return new Typed.Derivative(
                derivative.order(),
                independent,
                on,
                of(derivative.value()),
                derivative.direction().map(this::of),
                derivative.type(),
                derivative.span());
    }

    @Override
    public Typed scanned(Typed.Scanned scanned) {
        Scan scan = scanned.scan();
        if (!scans.containsKey(scan)) {
            scans.put(scan, copy(scan));
        }
        return new Typed.Scanned(scans.get(scan), of(scanned.symbol()), scanned.span());
    }

    private Scan copy(Scan scan) {
        Index step = Index.ofLoop(scan.step().name(), scan.step().upper());
        indices.put(scan.step(), step);
        List<Scan.Carry> carries = new ArrayList<>();
        for (Scan.Carry carry : scan.carries()) {
            carries.add(new Scan.Carry(carry.name(), of(carry.first()), carry.bound(), carry.span()));
        }
        for (int k = 0; k < carries.size(); k++) {
            symbols.put(scan.carries().get(k), carries.get(k));
        }
        List<Scan.Rows> rows = new ArrayList<>();
        for (Scan.Rows collected : scan.rows()) {
            Scan.Rows copy =
                    new Scan.Rows(collected.name(), step, collected.type(), collected.bound(), collected.span());
            symbols.put(collected, copy);
            rows.add(copy);
        }
        Optional<Typed> condition = scan.condition().map(this::of);
        List<Definition> body = locals(scan.body());
        for (int k = 0; k < rows.size(); k++) {
            rows.get(k).consistOf((Definition) symbols.get(scan.rows().get(k).row()));
        }
        for (int k = 0; k < carries.size(); k++) {
            carries.get(k).becomes(of(scan.carries().get(k).next()));
        }
        return new Scan(step, carries, condition, body, rows, scan.checkpoint(), scan.span());
    }

    @Override
    public Typed gated(Typed.Gated gated) {
        OwnGradient gradient = gated.gradient();
        if (!gradients.containsKey(gradient)) {
            gradients.put(gradient, copy(gradient));
        }
        return new Typed.Gated(gradients.get(gradient), gated.result(), gated.span());
    }

    private OwnGradient copy(OwnGradient gradient) {
        List<Definition> arguments = locals(gradient.arguments());
        List<Definition> locals = locals(gradient.locals());
        OwnGradient copy = new OwnGradient(
                gradient.function(),
                gradient.isSurrogate(),
                gradient.written(),
                gradient.call(),
                arguments,
                locals,
                all(gradient.results()),
                gradient.names());
        for (int k = 0; k < gradient.values().size(); k++) {
            symbols.put(gradient.values().get(k), copy.values().get(k));
            symbols.put(gradient.upstream().get(k), copy.upstream().get(k));
        }
        List<Definition> steps = locals(gradient.steps());
        copy.says(steps, all(gradient.partials()));
        return copy;
    }
}

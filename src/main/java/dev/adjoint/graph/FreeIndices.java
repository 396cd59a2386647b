package dev.adjoint.graph;

import dev.adjoint.shape.Atom;
import dev.adjoint.shape.Definition;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.OwnGradient;
import dev.adjoint.shape.Scan;
import dev.adjoint.shape.Symbol;
import dev.adjoint.shape.Typed;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The indices of the formulas around that a formula depends on; through locals of functions as well. */
final class FreeIndices implements Typed.Visitor<Set<Index>> {

    private final IdentityHashMap<Typed, Set<Index>> known = new IdentityHashMap<>();
    private final Map<Symbol, Set<Index>> loops = new HashMap<>();
    private final IdentityHashMap<OwnGradient, Set<Index>> gradients = new IdentityHashMap<>();

    Set<Index> of(Typed formula) {
        Set<Index> found = known.get(formula);
        if (found == null) {
            found = formula.accept(this);
            known.put(formula, found);
        }
        return found;
    }

    Set<Index> of(Whole whole) {
        Set<Index> found = new LinkedHashSet<>();
        for (Atom atom : whole.atoms()) {
            if (atom instanceof Index index) {
                found.add(index);
            } else if (atom instanceof Atom.Gathered gathered) {
                found.addAll(of((Symbol) gathered.array()));
            }
        }
        return found;
    }

    private Set<Index> of(Symbol symbol) {
        Set<Index> said = loops.get(symbol);
        if (said != null) {
            return said;
        }
        if (symbol instanceof OwnGradient.Upstream upstream) {
            return of(upstream.gradient());
        }
        return symbol instanceof Definition definition ? of(definition.value()) : Set.of();
    }

    /** What a loop depends on outside; from here on its carries and rows depend on that and on its step. */
    Set<Index> around(Scan scan) {
        FreeIndices trial = new FreeIndices();
        trial.loops.putAll(loops);
        trial.enter(scan, Set.of());
        Set<Index> found = new LinkedHashSet<>();
        scan.carries().forEach(c -> found.addAll(of(c.first())));
        scan.carries().forEach(c -> found.addAll(trial.of(c.next())));
        scan.condition().ifPresent(c -> found.addAll(trial.of(c)));
        scan.body().forEach(d -> found.addAll(trial.of(d.value())));
        found.remove(scan.step());
        enter(scan, found);
        return found;
    }

    private void enter(Scan scan, Set<Index> around) {
        Set<Index> inside = new LinkedHashSet<>(around);
        inside.add(scan.step());
        scan.carries().forEach(c -> loops.put(c, inside));
        scan.rows().forEach(r -> loops.put(r, inside));
    }

    /** Says what a symbol depends on that has no formula of its own. */
    void know(Symbol symbol, Set<Index> indices) {
        loops.put(symbol, indices);
    }

    /**
     * Of all that belongs to one use of a function with its own gradient: its results and their upstream gradients stand for
     * each value of all of these.
     */
    Set<Index> of(OwnGradient gradient) {
        Set<Index> found = gradients.get(gradient);
        if (found == null) {
            // Within the gradient its own results and upstream gradients add nothing.
            FreeIndices inside = new FreeIndices();
            inside.loops.putAll(loops);
            inside.gradients.putAll(gradients);
            inside.gradients.put(gradient, Set.of());
            found = inside.all(gradient);
            gradients.put(gradient, found);
        }
        return found;
    }

    private Set<Index> all(OwnGradient gradient) {
        List<Typed> formulas = new ArrayList<>(gradient.results());
        gradient.arguments().forEach(a -> formulas.add(a.value()));
        formulas.addAll(gradient.partials());
        return union(formulas);
    }

    private Set<Index> union(Collection<Typed> formulas) {
        Set<Index> found = new LinkedHashSet<>();
        formulas.forEach(f -> found.addAll(of(f)));
        return found;
    }

    private static Set<Index> without(Set<Index> indices, List<Index> bound) {
        Set<Index> rest = new LinkedHashSet<>(indices);
        bound.forEach(rest::remove);
        return rest;
    }

    @Override
    public Set<Index> literal(Typed.Literal literal) {
        return Set.of();
    }

    @Override
    public Set<Index> count(Typed.Count count) {
        return of(count.value());
    }

    @Override
    public Set<Index> reference(Typed.Reference reference) {
        return of(reference.symbol());
    }

    @Override
    public Set<Index> each(Typed.Each each) {
        return union(each.operands());
    }

    @Override
    public Set<Index> compare(Typed.Compare compare) {
        return union(List.of(compare.left(), compare.right()));
    }

    @Override
    public Set<Index> logic(Typed.Logic logic) {
        return union(logic.operands());
    }

    @Override
    public Set<Index> product(Typed.Product product) {
        return union(List.of(product.left(), product.right()));
    }

    @Override
    public Set<Index> transpose(Typed.Transpose transpose) {
        return of(transpose.operand());
    }

    @Override
    public Set<Index> subscript(Typed.Subscript subscript) {
        Set<Index> found = new LinkedHashSet<>(of(subscript.base()));
        for (Typed.Subscript.Part part : subscript.parts()) {
            if (part instanceof Typed.Subscript.At at) {
                found.addAll(of(at.index()));
            } else if (part instanceof Typed.Subscript.Slice slice) {
                found.addAll(of(slice.from()));
            }
        }
        return found;
    }

    @Override
    public Set<Index> conditional(Typed.Conditional conditional) {
        return union(List.of(conditional.condition(), conditional.then(), conditional.otherwise()));
    }

    @Override
    public Set<Index> fold(Typed.Fold fold) {
        Set<Index> found = new LinkedHashSet<>(of(fold.element()));
        fold.filter().ifPresent(f -> found.addAll(of(f)));
        return without(found, fold.indices());
    }

    @Override
    public Set<Index> foldArray(Typed.FoldArray fold) {
        return of(fold.array());
    }

    @Override
    public Set<Index> build(Typed.Build build) {
        return without(of(build.element()), build.indices());
    }

    @Override
    public Set<Index> stack(Typed.Stack stack) {
        return union(stack.parts());
    }

    @Override
    public Set<Index> concat(Typed.Concat concat) {
        return union(concat.parts());
    }

    @Override
    public Set<Index> softmax(Typed.Softmax softmax) {
        return of(softmax.vector());
    }

    @Override
    public Set<Index> kernel(Typed.Kernel kernel) {
        return union(kernel.operands());
    }

    @Override
    public Set<Index> held(Typed.Held held) {
        return of(held.operand());
    }

    @Override
    public Set<Index> block(Typed.Block block) {
        return of(block.result());
    }

    @Override
    public Set<Index> gated(Typed.Gated gated) {
        return of(gated.gradient());
    }

    /** What is written out for it stands for each value of all of these, so that is not kept in mind yet. */
    @Override
    public Set<Index> derivative(Typed.Derivative derivative) {
        FreeIndices inside = new FreeIndices();
        inside.loops.putAll(loops);
        inside.gradients.putAll(gradients);
        List<Typed> formulas = new ArrayList<>(List.of(derivative.independent().value(), derivative.value()));
        derivative.between().forEach(local -> formulas.add(local.value()));
        derivative.direction().ifPresent(formulas::add);
        return inside.union(formulas);
    }

    @Override
    public Set<Index> scanned(Typed.Scanned scanned) {
        return around(scanned.scan());
    }
}

package dev.adjoint.derive;

import dev.adjoint.graph.Node.Accumulated.Term;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether the targets of terms are all elements of an array: those of one term, or pieces of one axis put together. */
final class Coverage {

    /** From {@code start} on, {@code length} places of an axis. */
    private record Piece(Whole start, Whole length) {}

    private final List<Whole> shape;

    private Coverage(List<Whole> shape) {
        this.shape = shape;
    }

    static boolean isWhole(List<Term> terms, List<Whole> shape) {
        Coverage coverage = new Coverage(shape);
        if (shape.isEmpty()) {
            return !terms.isEmpty();
        }
        for (int axis = 0; axis < shape.size(); axis++) {
            List<Piece> pieces = new ArrayList<>();
            for (Term term : terms) {
                coverage.piece(term, axis).ifPresent(pieces::add);
            }
            if (joined(pieces, shape.get(axis))) {
                return true;
            }
        }
        return false;
    }

    /** The places of an axis that a term reaches, if it does so for all values of the others. */
    private Optional<Piece> piece(Term term, int axis) {
        Set<Index> seen = new HashSet<>();
        for (int k = 0; k < shape.size(); k++) {
            Optional<Index> index = term.target().get(k).index();
            if (k != axis
                    && index.filter(term.indices()::contains).filter(seen::add).isEmpty()) {
                return Optional.empty();
            }
            if (k != axis && !isWhole(index.get(), shape.get(k))) {
                return Optional.empty();
            }
        }
        Whole place = term.target().get(axis);
        for (Index index : term.indices()) {
            Whole start = place.minus(Whole.of(index));
            if (!seen.contains(index) && start.isSize()) {
                return Optional.of(new Piece(
                        start.plus(index.lower()).closed(), index.size().closed()));
            }
        }
        return place.isSize() ? Optional.of(new Piece(place.closed(), Whole.ONE)) : Optional.empty();
    }

    private static boolean isWhole(Index index, Whole size) {
        return index.lower().equals(Whole.ZERO) && index.upper().closed().equals(size.closed());
    }

    /** Whether pieces, each beginning where another ends, make up an axis. */
    private static boolean joined(List<Piece> pieces, Whole size) {
        List<Piece> left = new ArrayList<>(pieces);
        Whole end = Whole.ZERO;
        while (!end.equals(size.closed())) {
            Whole here = end;
            Optional<Piece> next =
                    left.stream().filter(p -> p.start().equals(here)).findFirst();
            if (next.isEmpty()) {
                return false;
            }
            left.remove(next.get());
            end = end.plus(next.get().length()).closed();
        }
        return true;
    }
}

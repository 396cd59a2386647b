package dev.adjoint.loops;

import dev.adjoint.shape.Whole;
import java.util.List;

/**
 * What sections compute of a sparse matrix: families of places, and what stands there if the structure yields it. The k-th
 * buffers of all three lists have the same shape, and the buffers of each lie one after another in an array.
 *
 * @param rows a place has the number of rows as its row if it is not there
 * @param entries empty if the numbers come from products with vectors
 */
public record SparseMatrix(String name, List<Buffer> rows, List<Buffer> columns, List<Buffer> entries) {

    public SparseMatrix {
        rows = List.copyOf(rows);
        columns = List.copyOf(columns);
        entries = List.copyOf(entries);
    }

    /** Whether the numbers come from products with vectors. */
    public boolean isPattern() {
        return entries.isEmpty() && !rows.isEmpty();
    }

    /** How many places, those that are not there and repeated ones among them. */
    public Whole places() {
        return rows.stream()
                .map(b -> b.shape().stream().reduce(Whole.ONE, Whole::times))
                .reduce(Whole.ZERO, Whole::plus);
    }

    /** The name of the section that computes the places. */
    public String patternSection() {
        return name + "Pattern";
    }

    /** The name of the section that computes what stands there. */
    public String entriesSection() {
        return name + "Entries";
    }
}

package dev.adjoint.shape;

import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.source.Span;
import dev.adjoint.syntax.Expression;
import java.util.ArrayList;
import java.util.List;

/** Reads, inside a loop, of what it collects: those of rows that are there are like any other read. */
final class RowReads {

    private final Formulas formulas;
    private final Named.Collected collected;

    RowReads(Formulas formulas, Named.Collected collected) {
        this.formulas = formulas;
        this.collected = collected;
    }

    private boolean isProved(Whole value) {
        return formulas.findings().nonNegative(value, formulas.scope().facts()) instanceof Ranges.Verdict.Proved;
    }

    /** Refuses a row that is in no case there yet; where no step reads it, it is there as well. */
    private void refuseFuture(Span place, Whole row) {
        if (!isProved(row.minus(collected.made()))
                || isProved(collected.made().minus(1).minus(row))) {
            return;
        }
        String name = collected.rows().name();
        throw new Refusal(
                Diagnostic.at(place, Code.E0410, "the row `" + place.text() + "` of `" + name + "` is not there yet")
                        .note(collected.place(), "it is collected here, a row in each step")
                        .help("a step reads rows of the steps before it, and below this definition its own"));
    }

    /**
     * The row, proved to be there. Of a row that data say, or of which nothing is found out, that is checked when it is read.
     */
    Whole made(Span place, Whole row, RangeProofs proofs) {
        if (formulas.findings().probing()) {
            return row;
        }
        refuseFuture(place, row);
        Whole above = collected.made().minus(1).minus(row);
        boolean data = row.atoms().stream().anyMatch(Atom.Gathered.class::isInstance);
        Ranges.Verdict verdict =
                formulas.findings().nonNegative(above, formulas.scope().facts());
        boolean open = verdict instanceof Ranges.Verdict.Fails fails
                && (data || fails.example().isEmpty());
        if (open || (data && verdict instanceof Ranges.Verdict.Needs)) {
            return Whole.of(new Atom.Row(row, collected.made(), collected.rows().name()));
        }
        proofs.prove(above, f -> notInEachStep(place, row, f));
        return row;
    }

    private Diagnostic notInEachStep(Span place, Whole row, Ranges.Verdict.Fails fails) {
        String name = collected.rows().name();
        Whole step = Whole.of(collected.step());
        String there = place.text() + (collected.made().equals(step) ? " < " : " <= ") + step;
        return Diagnostic.at(
                        place, Code.E0410, "the row `" + place.text() + "` of `" + name + "` is not there in each step")
                .label(fails.exampleOf(row))
                .note(collected.place(), "it is collected here, a row in each step")
                .help("read it only where it is: `if " + there + " then … else …`, or `for … if " + there + "`");
    }

    /** Refuses a slice of rows that are not all there. */
    void refuseUnmade(Span place, Whole end) {
        if (formulas.findings().probing() || isProved(collected.made().minus(end))) {
            return;
        }
        String name = collected.rows().name();
        throw new Refusal(Diagnostic.at(
                        place,
                        Code.E0410,
                        "the slice `" + place.text() + "` of `" + name + "` reaches rows that are not there yet")
                .note(collected.place(), "it is collected here, a row in each step")
                .help("only rows `0:" + collected.made() + "` are there; below the loop all of them are"));
    }

    /** The name alone. */
    static Refusal whole(Named.Collected collected, String name, Span place) {
        int axes = collected.rows().type().rank();
        String row = name + "[…" + ",:".repeat(axes - 1) + "]";
        return new Refusal(
                Diagnostic.at(place, Code.E0410, "`" + name + "` is being collected, and not all of it is there yet")
                        .note(collected.place(), "it is collected here, a row in each step")
                        .help("inside the loop read one row, `" + row + "`; below the loop all of them are there"));
    }

    /** The element of a row of unknown shape, if each axis has a subscript; otherwise nothing is known of the part. */
    static Typed ofUnshaped(Formulas formulas, Expression.Subscript written, Named.Unshaped unshaped) {
        List<Typed.Subscript.Part> parts = new ArrayList<>();
        List<Whole> axes = new ArrayList<>();
        List<Definition> unnamed = new ArrayList<>();
        Wholes wholes = Wholes.subscripts(formulas, unnamed);
        for (Expression.Subscript.Part part : written.parts()) {
            if (part instanceof Expression.Subscript.At at) {
                Whole index = wholes.of(at.index());
                index.index()
                        .filter(i -> parts.isEmpty())
                        .ifPresent(i -> formulas.findings()
                                .sighted(new Findings.Sighting(
                                        i, unshaped.step().size(), Whole.ZERO, at.span(), Findings.Standing.ALONE)));
                parts.add(new Typed.Subscript.At(index));
                axes.add(unshaped.step().size());
            }
        }
        if (parts.size() < written.parts().size()) {
            throw Refusal.silent();
        }
        Type type = new Type(unshaped.kind(), axes, false);
        Scan.Rows rows =
                new Scan.Rows(unshaped.name(), unshaped.step(), type, java.util.Optional.empty(), unshaped.place());
        Typed read = new Typed.Subscript(
                new Typed.Reference(rows, written.base().span()),
                parts,
                new Type(unshaped.kind(), List.of(), false),
                written.span());
        return unnamed.isEmpty() ? read : new Typed.Block("read", unnamed, read, written.span());
    }
}

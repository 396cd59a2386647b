package dev.adjoint.shape;

import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.syntax.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code *}: scaling, and the products of matrix notation. */
final class Products {

    /** What a product makes of two shapes. */
    private record Fit(Typed.Product.Form form, Type type) {}

    private Products() {}

    static Typed of(Formulas formulas, Expression.Binary binary, Typed left, Typed right) {
        Type a = left.type();
        Type b = right.type();
        if (a.isScalar() || b.isScalar()) {
            Type scaled = a.isScalar() ? b : a;
            Type type = new Type(Kind.REAL, scaled.shape(), scaled.row());
            return new Typed.Each(Primitive.MULTIPLY, List.of(left, right), type, binary.span());
        }
        Optional<Fit> fit = fit(a, b);
        if (fit.isEmpty()) {
            throw new Refusal(refused(formulas, binary, left, right));
        }
        return new Typed.Product(
                fit.get().form(),
                Elements.real(left),
                Elements.real(right),
                fit.get().type(),
                binary.span());
    }

    private static Optional<Fit> fit(Type a, Type b) {
        if (a.rank() > 2 || b.rank() > 2) {
            return Optional.empty();
        }
        if (a.rank() == 1 && !a.row()) {
            return b.row() ? Optional.of(new Fit(Typed.Product.Form.OUTER, joined(a, b, 1, 0))) : Optional.empty();
        }
        if (b.row() || !Sizes.same(a.shape().get(a.rank() - 1), b.shape().get(0))) {
            return Optional.empty();
        }
        if (a.row()) {
            return Optional.of(
                    b.rank() == 1
                            ? new Fit(Typed.Product.Form.INNER, Type.SCALAR)
                            : new Fit(
                                    Typed.Product.Form.ROW_MATRIX,
                                    new Type(Kind.REAL, List.of(b.shape().get(1)), true)));
        }
        return Optional.of(new Fit(
                b.rank() == 1 ? Typed.Product.Form.MATRIX_VECTOR : Typed.Product.Form.MATRIX_MATRIX,
                joined(a, b, 1, 1)));
    }

    /** The first {@code keep} axes of a, then those of b without the first {@code skip}. */
    private static Type joined(Type a, Type b, int keep, int skip) {
        List<Whole> shape = new ArrayList<>(a.shape().subList(0, keep));
        shape.addAll(b.shape().subList(skip, b.rank()));
        return Type.real(shape);
    }

    private static Diagnostic refused(Formulas formulas, Expression.Binary binary, Typed left, Typed right) {
        Type a = left.type();
        Type b = right.type();
        Diagnostic refused;
        if (a.rank() > 2 || b.rank() > 2) {
            refused = rank(formulas, binary, left, right);
        } else if (a.rank() == 1 && !a.row() && b.rank() == 1) {
            return columns(formulas, binary, left, right);
        } else if (b.row()) {
            refused = Diagnostic.at(
                    binary.operatorSpan(),
                    Code.E0207,
                    (a.row() ? "a row" : "a matrix") + " is multiplied by a row; a row stands left of a product");
        } else if (a.rank() == 1 && !a.row()) {
            refused = Diagnostic.at(
                    binary.operatorSpan(),
                    Code.E0203,
                    "a column stands left of a matrix; the inner sizes are 1 and `"
                            + b.shape().get(0) + "`");
        } else {
            refused = Diagnostic.at(
                    binary.operatorSpan(),
                    Code.E0203,
                    "the inner sizes of a product differ, `" + a.shape().get(a.rank() - 1) + "` and `"
                            + b.shape().get(0) + "`");
        }
        Diagnostic shown = Mismatches.operands(refused, formulas.scope(), binary, left, right);
        return shown.help().isPresent()
                ? shown
                : cure(binary, left, right).map(shown::help).orElse(shown);
    }

    /** {@code x*y} of columns: the message says which products there are. */
    private static Diagnostic columns(Formulas formulas, Expression.Binary binary, Typed left, Typed right) {
        String x = Words.operand(binary.left());
        String y = Words.operand(binary.right());
        boolean same = Sizes.same(left.type().shape(), right.type().shape());
        String outer = "`" + x + "*" + y + "'` (outer, a matrix)";
        Diagnostic refused = Diagnostic.at(binary.operatorSpan(), Code.E0202, "two columns are multiplied");
        return Mismatches.operands(refused, formulas.scope(), binary, left, right)
                .help(
                        same
                                ? "write `" + x + "'*" + y + "` (inner, a number), " + outer + " or `" + x + " .* " + y
                                        + "` (each element)"
                                : "the only product that fits is " + outer);
    }

    private static Diagnostic rank(Formulas formulas, Expression.Binary binary, Typed left, Typed right) {
        Type a = left.type();
        Type b = right.type();
        int rank = Math.max(a.rank(), b.rank());
        Diagnostic refused = Diagnostic.at(
                binary.operatorSpan(), Code.E0204, "a product of an array of rank " + rank + "; `*` ends at matrices");
        boolean meets = Sizes.same(a.shape().get(a.rank() - 1), b.shape().get(0));
        String x = Words.operand(binary.left());
        String y = Words.operand(binary.right());
        if (Sizes.same(a.shape(), b.shape())) {
            return refused.help("for each element write `" + x + " .* " + y + "`");
        }
        if (!meets || a.row() || b.row() || a.rank() + b.rank() > 8) {
            return refused.help("write it by index, such as `y[i,j] = sum(A[i,j,k]*x[k] for k)`");
        }
        List<String> letters = letters(formulas.scope());
        List<String> ofLeft = letters.subList(0, a.rank());
        List<String> ofRight = letters.subList(a.rank() - 1, a.rank() - 1 + b.rank());
        List<String> free = new ArrayList<>(ofLeft.subList(0, a.rank() - 1));
        free.addAll(ofRight.subList(1, b.rank()));
        String inner = ofRight.get(0);
        return refused.help("write it by index: `y[" + String.join(",", free) + "] = sum(" + x + "["
                + String.join(",", ofLeft) + "]*" + y + "[" + String.join(",", ofRight) + "] for " + inner + ")`");
    }

    private static List<String> letters(Scope scope) {
        List<String> letters = new ArrayList<>();
        for (char c = 'i'; letters.size() < 9; c++) {
            String letter = c <= 'z' ? "" + c : "i" + (c - 'z');
            if (scope.find(letter).isEmpty()) {
                letters.add(letter);
            }
        }
        return letters;
    }

    /** One way to write an operand: as it is, with a transpose or without. */
    private record Version(String text, Type type, int changes, boolean dropped) {}

    /** Two versions of the operands whose product has this type. */
    private record Pair(Version first, Version second, Type type) {

        int changes() {
            return first.changes() + second.changes();
        }

        @Override
        public String toString() {
            return "`" + first.text() + "*" + second.text() + "` is " + type;
        }
    }

    /** The smallest change that makes a product of it, if one does. */
    private static Optional<String> cure(Expression.Binary binary, Typed left, Typed right) {
        if (left.type().row() && right.type().rank() == 1) {
            return Optional.empty();
        }
        List<Version> ofLeft = versions(binary.left(), left);
        List<Version> ofRight = versions(binary.right(), right);
        return fitting(ofLeft, ofRight)
                .map(found -> words(found) + " it fits: " + found)
                .or(() -> fitting(ofRight, ofLeft).map(found -> "the other way round it fits: " + found));
    }

    private static Optional<Pair> fitting(List<Version> firsts, List<Version> seconds) {
        Optional<Pair> found = Optional.empty();
        for (Version first : firsts) {
            for (Version second : seconds) {
                Optional<Pair> pair = fit(first.type(), second.type())
                        .filter(fit -> !fit.type().row())
                        .map(fit -> new Pair(first, second, fit.type()));
                if (pair.isPresent()
                        && (found.isEmpty()
                                || pair.get().changes() < found.get().changes())) {
                    found = pair;
                }
            }
        }
        return found;
    }

    private static String words(Pair pair) {
        Version a = pair.first();
        Version b = pair.second();
        boolean dropped = a.dropped() || b.dropped();
        boolean added = (a.changes() > 0 && !a.dropped()) || (b.changes() > 0 && !b.dropped());
        return dropped && added ? "with the `'` on the other side" : dropped ? "without the `'`" : "with a `'`";
    }

    private static List<Version> versions(Expression written, Typed typed) {
        List<Version> versions = new ArrayList<>();
        versions.add(new Version(Words.operand(written), typed.type(), 0, false));
        if (written instanceof Expression.Transpose transpose && typed instanceof Typed.Transpose t) {
            versions.add(
                    new Version(Words.operand(transpose.operand()), t.operand().type(), 1, true));
        } else if (!(written instanceof Expression.Transpose) && typed.type().rank() <= 2) {
            versions.add(new Version(Words.operand(written) + "'", Rows.transposed(typed.type()), 1, false));
        }
        return versions;
    }
}

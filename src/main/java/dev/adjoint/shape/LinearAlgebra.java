package dev.adjoint.shape;

import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.shape.Typed.Algebra;
import dev.adjoint.syntax.Expression;
import java.util.List;
import java.util.Optional;

/** Calls of {@code solve}, {@code chol}, {@code inv}, {@code det} and {@code logdet}. */
final class LinearAlgebra {

    private final Formulas formulas;
    private final Expression.Call call;

    LinearAlgebra(Formulas formulas, Expression.Call call) {
        this.formulas = formulas;
        this.call = call;
    }

    Typed of(String name) {
        return switch (name) {
            case "solve" -> solve();
            case "chol" -> kernel(Algebra.CHOL, square("chol(A)"));
            case "inv" -> inverse(square("inv(A)"));
            case "det" -> kernel(Algebra.DET, square("det(A)"));
            default -> kernel(Algebra.LOGDET, square("logdet(A)"));
        };
    }

    private Typed kernel(Algebra algebra, Typed matrix) {
        boolean number = algebra == Algebra.DET || algebra == Algebra.LOGDET;
        return new Typed.Kernel(algebra, List.of(matrix), number ? Type.SCALAR : matrix.type(), call.span());
    }

    private Typed solve() {
        List<Typed> sides = numbers("solve(A, b)");
        Typed matrix = sides.get(0);
        Typed right = sides.get(1);
        requireSquare(matrix, right);
        if (right.type().rank() != 1 && right.type().rank() != 2) {
            throw new Refusal(notAMatrix(1, right, "a vector or a matrix on its right side"));
        }
        if (!Sizes.same(matrix.type().shape().get(0), right.type().shape().get(0))) {
            throw differ(matrix, right);
        }
        return solve(matrix, right);
    }

    /** A triangular matrix is solved by substitution, a transposed one by the factors of what is transposed. */
    private Typed solve(Typed matrix, Typed right) {
        Optional<Typed> turned = Triangles.transposed(matrix);
        Algebra algebra = Triangles.isLower(matrix)
                ? Algebra.SOLVE_LOWER
                : turned.isEmpty()
                        ? Algebra.SOLVE
                        : Triangles.isLower(turned.get()) ? Algebra.SOLVE_LOWER_TRANSPOSED : Algebra.SOLVE_TRANSPOSED;
        boolean transposed = algebra == Algebra.SOLVE_TRANSPOSED || algebra == Algebra.SOLVE_LOWER_TRANSPOSED;
        Typed factored = transposed ? turned.orElseThrow() : matrix;
        return new Typed.Kernel(algebra, List.of(factored, right), right.type(), call.span());
    }

    private Typed inverse(Typed matrix) {
        boolean triangular = Triangles.isLower(matrix)
                || Triangles.transposed(matrix).filter(Triangles::isLower).isPresent();
        return triangular
                ? solve(matrix, Arrangements.eye(matrix.type().shape().get(0), call.span()))
                : kernel(Algebra.INV, matrix);
    }

    private Typed square(String form) {
        Typed matrix = numbers(form).get(0);
        requireSquare(matrix, matrix);
        return matrix;
    }

    private List<Typed> numbers(String form) {
        return Builtins.arguments(formulas, call, form).stream()
                .map(a -> Elements.real(Elements.number(a, "`" + call.function() + "`")))
                .toList();
    }

    private void requireSquare(Typed matrix, Typed right) {
        List<Whole> shape = matrix.type().shape();
        if (shape.size() == 2 && Sizes.same(shape.get(0), shape.get(1))) {
            return;
        }
        Diagnostic wrong = notAMatrix(0, matrix, "a square matrix");
        boolean tall = shape.size() == 2
                && right != matrix
                && right.type().rank() > 0
                && Sizes.same(shape.get(0), right.type().shape().get(0));
        if (tall) {
            String a = Words.operand(call.arguments().get(0));
            String b = Words.operand(call.arguments().get(1));
            wrong = wrong.help("the x for which `" + a + "*x - " + b + "` has the least squares is `solve(" + a + "'*"
                    + a + ", " + a + "'*" + b + ")`");
        }
        throw new Refusal(wrong);
    }

    private Diagnostic notAMatrix(int k, Typed argument, String takes) {
        Expression written = call.arguments().get(k);
        String name = call.function().text();
        Diagnostic wrong = Diagnostic.at(
                        written.span(),
                        Code.E0213,
                        "`" + name + "` takes " + takes + ", and this is " + Elements.quoted(argument.type()))
                .label("" + argument.type());
        Diagnostic shown = Mismatches.origin(wrong, formulas.scope(), written, argument);
        if (argument.type().rank() == 3 && written instanceof Expression.Variable) {
            String each = written.span().text() + "[n,:,:]";
            String right = call.arguments().size() == 2
                    ? ", " + call.arguments().get(1).span().text()
                    : "";
            return shown.help("for each value of an index it is `" + name + "("
                    + (k == 0 ? each + right : call.arguments().get(0).span().text() + ", " + each) + ")`");
        }
        return shown;
    }

    private Refusal differ(Typed matrix, Typed right) {
        Expression a = call.arguments().get(0);
        Expression b = call.arguments().get(1);
        Diagnostic differ = Diagnostic.at(
                        b.span(),
                        Code.E0216,
                        "the matrix has " + matrix.type().shape().get(0) + " rows and the right side has "
                                + right.type().shape().get(0))
                .label("" + right.type());
        Diagnostic shown = Mismatches.about(differ, formulas.scope(), a, matrix);
        shown = Mismatches.origin(shown, formulas.scope(), b, right);
        boolean turns = right.type().rank() == 2
                && Sizes.same(right.type().shape().get(1), matrix.type().shape().get(0));
        return new Refusal(
                !turns
                        ? shown
                        : b instanceof Expression.Transpose t
                                ? shown.help("without the `'` it fits: `solve("
                                        + a.span().text() + ", "
                                        + t.operand().span().text() + ")`")
                                : shown.help("with a `'` it fits: `solve("
                                        + a.span().text() + ", " + Words.operand(b) + "')`"));
    }
}

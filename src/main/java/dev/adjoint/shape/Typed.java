package dev.adjoint.shape;

import dev.adjoint.source.Span;
import java.util.List;
import java.util.Optional;

/**
 * A formula with every name resolved and every shape known: what the interpreter evaluates and what the graph is built
 * from. Matrix notation is still matrix notation here. Nodes are compared by identity when kept in maps: use an {@code
 * IdentityHashMap}.
 *
 * <p>A formula under an index ({@link Build}, {@link Fold}) has a type for each value of the index; {@code
 * Whole.of(index)} occurs in its subscripts and numbers.
 *
 * <p>The file is long because it is the list of all kinds of formulas, each a record with a sentence.
 */
public sealed interface Typed {

    Type type();

    Span span();

    <R> R accept(Visitor<R> visitor);

    /** A real number. */
    record Literal(double value, Span span) implements Typed {

        @Override
        public Type type() {
            return Type.SCALAR;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.literal(this);
        }
    }

    /**
     * A whole number made of dims and indices, of kind INDEX: {@code N}, {@code i}, {@code i*W + j}, {@code mod(i, 2)}.
     * Among real numbers it counts as one: every operand of kind INDEX of an {@link Each} is converted to double.
     */
    record Count(Whole value, Span span) implements Typed {

        @Override
        public Type type() {
            return Type.INDEX;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.count(this);
        }
    }

    /** The value of a param, an input or a definition, of any kind. */
    record Reference(Symbol symbol, Span span) implements Typed {

        @Override
        public Type type() {
            return symbol.type();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.reference(this);
        }
    }

    /**
     * A primitive on each element. Each operand has the shape of the result or is a scalar; operands are REAL or INDEX
     * (converted), the result is REAL. {@code x^2} is {@link Primitive#SQUARE}.
     */
    record Each(Primitive primitive, List<Typed> operands, Type type, Span span) implements Typed {

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.each(this);
        }
    }

    /** {@code left < right} and its like; scalars, REAL or INDEX. The result is a TRUTH scalar. */
    record Compare(Comparison comparison, Typed left, Typed right, Span span) implements Typed {

        @Override
        public Type type() {
            return Type.TRUTH;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.compare(this);
        }
    }

    /** {@code !a}, {@code a && b}, {@code a || b} on TRUTH scalars; the right operand is evaluated only if it matters. */
    record Logic(Connective connective, List<Typed> operands, Span span) implements Typed {

        @Override
        public Type type() {
            return Type.TRUTH;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.logic(this);
        }
    }

    /** A product of matrix notation; operands are REAL, of the ranks that the form says. */
    record Product(Form form, Typed left, Typed right, Type type, Span span) implements Typed {

        /** The products; every other {@code *} is an {@link Each}. A row and a column have rank 1. */
        public enum Form {
            /** {@code [m,k]*[k]} is {@code [m]}. */
            MATRIX_VECTOR,
            /** {@code [m,k]*[k,n]} is {@code [m,n]}. */
            MATRIX_MATRIX,
            /** row {@code [k]*[k,n]} is row {@code [n]}. */
            ROW_MATRIX,
            /** row {@code [k]*[k]} is a scalar; also {@code dot(u, v)}. */
            INNER,
            /** {@code [m]*}row {@code [n]} is {@code [m,n]}. */
            OUTER
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.product(this);
        }
    }

    /** {@code operand'}: of a matrix, or between column and row, where the elements stay as they are. */
    record Transpose(Typed operand, Type type, Span span) implements Typed {

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.transpose(this);
        }
    }

    /**
     * {@code base[…]} with one part for each axis. The result has the axes of the slices, in order; its kind is the base's.
     */
    record Subscript(Typed base, List<Part> parts, Type type, Span span) implements Typed {

        /** What stands for one axis. */
        public sealed interface Part {}

        /** One position, proved in range. */
        public record At(Whole index) implements Part {}

        /** {@code size} positions from {@code from}; the size is made of dims and numbers. */
        public record Slice(Whole from, Whole size) implements Part {}

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.subscript(this);
        }
    }

    /** {@code if condition then … else …}; the condition is a TRUTH scalar, both sides have one type. Lazy. */
    record Conditional(Typed condition, Typed then, Typed otherwise, Type type, Span span) implements Typed {

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.conditional(this);
        }
    }

    /**
     * A reduction over indices: {@code sum(element for i, j if filter)}. The element is a REAL (or INDEX) scalar, the last
     * index runs fastest; an element where the filter does not hold is not evaluated. {@link Reduction#PROD} and those of
     * kind INDEX run over one index.
     */
    record Fold(Reduction reduction, Typed element, List<Index> indices, Optional<Typed> filter, Span span)
            implements Typed {

        @Override
        public Type type() {
            return reduction.type();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.fold(this);
        }
    }

    /**
     * A reduction of all elements of an array in row-major order: {@code sum(v)}; never {@link Reduction#PROD}. Those of
     * kind INDEX reduce a vector.
     */
    record FoldArray(Reduction reduction, Typed array, Span span) implements Typed {

        @Override
        public Type type() {
            return reduction.type();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.foldArray(this);
        }
    }

    /**
     * The array of {@code element} for all values of the indices, whose axes come first: a definition by index or {@code
     * [e for i, j]}. Element k of the axis of an index stands at index = lower + k.
     */
    record Build(List<Index> indices, Typed element, Type type, Span span) implements Typed {

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.build(this);
        }
    }

    /** {@code [a, b, c]}: parts of one type along a new first axis. */
    record Stack(List<Typed> parts, Type type, Span span) implements Typed {

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.stack(this);
        }
    }

    /** {@code concat(a, b)}: parts that differ at most in the size of their first axis. */
    record Concat(List<Typed> parts, Type type, Span span) implements Typed {

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.concat(this);
        }
    }

    /** {@code softmax(v)} of a vector. */
    record Softmax(Typed vector, Span span) implements Typed {

        @Override
        public Type type() {
            return vector.type();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.softmax(this);
        }
    }

    /**
     * {@code index(operand, size)}: floor of each element held to 0 … size - 1, and 0 for NaN; of kind INDEX and the
     * operand's shape. No derivative passes.
     */
    record Held(Typed operand, Whole size, Span span) implements Typed {

        @Override
        public Type type() {
            return new Type(Kind.INDEX, operand.type().shape(), false);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.held(this);
        }
    }

    /**
     * A function of linear algebra; matrices are REAL and square, [n, n]. A right side is [n] or [n, m], and so is the
     * solution.
     */
    record Kernel(Algebra algebra, List<Typed> operands, Type type, Span span) implements Typed {

        /** What a failure names: {@code gp.ad:7: chol(K)}. */
        public String place() {
            String file = span.source().name();
            String name = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
            return name + ":" + span.line() + ": " + span.text().replaceAll("\\s+", " ");
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.kernel(this);
        }
    }

    /** The functions of linear algebra. A singular or indefinite matrix has no value, but for {@link #DET}. */
    enum Algebra {
        /** {@code solve(A, B)}: A*X = B, by LU with partial pivoting. */
        SOLVE("solve"),
        /** {@code solve(A', B)}, by the same factors of A. */
        SOLVE_TRANSPOSED("solve_transposed"),
        /** {@code solve(L, B)} with a lower triangular L: what is above the diagonal is not read. */
        SOLVE_LOWER("solve_lower"),
        /** {@code solve(L', B)} with a lower triangular L. */
        SOLVE_LOWER_TRANSPOSED("solve_lower_transposed"),
        /** {@code chol(A)}: the lower triangular L with L*L' = A; of A the lower triangle is read. */
        CHOL("chol"),
        /** {@code inv(A)}. */
        INV("inv"),
        /** {@code det(A)}, a scalar. */
        DET("det"),
        /** {@code logdet(A)}: the logarithm of the magnitude of the determinant. */
        LOGDET("logdet");

        private final String word;

        Algebra(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /** A function's body at one use: locals, each below what it uses, and the result. {@code name} is the function. */
    record Block(String name, List<Definition> locals, Typed result, Span span) implements Typed {

        @Override
        public Type type() {
            return result.type();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.block(this);
        }
    }

    /**
     * What a loop leaves behind: the last value of one of its carries, or all that one of its {@link Scan.Rows} collected,
     * 0 (or false) for steps that were not made. Those of one scan come from one run of it.
     */
    record Scanned(Scan scan, Symbol symbol, Span span) implements Typed {

        @Override
        public Type type() {
            return symbol.type();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.scanned(this);
        }
    }

    /** One of the results of a function that says its own gradient. All results of one use are of one call of it. */
    record Gated(OwnGradient gradient, int result, Span span) implements Typed {

        @Override
        public Type type() {
            return gradient.results().get(result).type();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.gated(this);
        }
    }

    /**
     * A derivative as a value: what {@code value} depends on between {@code independent} and itself is written out once more,
     * so that all else is held fixed. The value is REAL, under the indices around.
     *
     * @param independent what is differentiated by: a definition of its own, whose value is a copy of what the user named
     * @param between the definitions on the way, each below what it uses
     * @param value what is differentiated; a scalar for a gradient
     * @param direction of a {@link Order#PRODUCT}, of the shape of {@code independent}
     * @param type for a gradient the shape of {@code independent}, for a Jacobian that of the value before it, for a product
     *     that of the value
     */
    record Derivative(
            Order order,
            Definition independent,
            List<Definition> between,
            Typed value,
            Optional<Typed> direction,
            Type type,
            Span span)
            implements Typed {

        /** Which derivative. */
        public enum Order {
            /** {@code grad(e, x)}. */
            GRADIENT("grad"),
            /** {@code jacobian(e, x)}. */
            JACOBIAN("jacobian"),
            /** {@code jvp(e, x, v)}. */
            PRODUCT("jvp");

            private final String word;

            Order(String word) {
                this.word = word;
            }

            public String word() {
                return word;
            }
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.derivative(this);
        }
    }

    /** {@code < <= > >= == !=}. */
    enum Comparison {
        LESS("<"),
        LESS_EQUAL("<="),
        GREATER(">"),
        GREATER_EQUAL(">="),
        EQUAL("=="),
        NOT_EQUAL("!=");

        private final String text;

        Comparison(String text) {
            this.text = text;
        }

        /** Whether it holds of numbers that compare like {@code sign} and 0. */
        public boolean holds(int sign) {
            return switch (this) {
                case LESS -> sign < 0;
                case LESS_EQUAL -> sign <= 0;
                case GREATER -> sign > 0;
                case GREATER_EQUAL -> sign >= 0;
                case EQUAL -> sign == 0;
                case NOT_EQUAL -> sign != 0;
            };
        }

        public String text() {
            return text;
        }
    }

    /** {@code ! && ||}. */
    enum Connective {
        NOT,
        AND,
        OR
    }

    /** The reductions. */
    enum Reduction {
        /** From 0, in order. */
        SUM,
        /** From 1, in order. */
        PROD,
        /** The sum over the number of elements counted. */
        MEAN,
        /** From −∞, by {@link Math#max}; ties share the gradient evenly. */
        MAX,
        /** From +∞, by {@link Math#min}; ties share the gradient evenly. */
        MIN,
        /** {@code m + log(sum(exp(v - m)))} with m the maximum; m itself where m is −∞ or +∞. */
        LOGSUMEXP,
        /** {@code m*sqrt(sum((v/m)^2))} with m the largest magnitude; m itself where m is 0 or ∞. */
        NORM,
        /**
         * The first value of the index at which the element is the maximum, NaN counting as more than any number; the
         * first of its range if no element counts. Without derivative.
         */
        ARGMAX,
        /** The same for the minimum, NaN counting as less than any number. */
        ARGMIN;

        /** Whether the result is a value of the index, and not one of the element. */
        public boolean isPosition() {
            return this == ARGMAX || this == ARGMIN;
        }

        private Type type() {
            return isPosition() ? Type.INDEX : Type.SCALAR;
        }
    }

    /** One method a kind of formula. */
    interface Visitor<R> {
        R literal(Literal literal);

        R count(Count count);

        R reference(Reference reference);

        R each(Each each);

        R compare(Compare compare);

        R logic(Logic logic);

        R product(Product product);

        R transpose(Transpose transpose);

        R subscript(Subscript subscript);

        R conditional(Conditional conditional);

        R fold(Fold fold);

        R foldArray(FoldArray foldArray);

        R build(Build build);

        R stack(Stack stack);

        R concat(Concat concat);

        R softmax(Softmax softmax);

        R kernel(Kernel kernel);

        R held(Held held);

        R block(Block block);

        R scanned(Scanned scanned);

        R gated(Gated gated);

        R derivative(Derivative derivative);
    }
}

package dev.adjoint.syntax;

import dev.adjoint.source.Span;
import java.util.List;
import java.util.Optional;

/** A declaration or definition, at the top of a file or in the braces of a function or scan. */
public sealed interface Statement {

    /** The whole statement, without the newline that ends it. */
    Span span();

    <R> R accept(Visitor<R> visitor);

    /** {@code dim D, C = 10}. */
    record Dims(Span span, List<Dim> dims) implements Statement {

        /** One dim, open if it has no size. {@code doc} is the text of the {@code ##} lines above, or empty. */
        public record Dim(Name name, Optional<Expression> size, String doc) {}

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.dims(this);
        }
    }

    /** {@code param W[H,D], sigma[D] = 1} or {@code input x[D], y[N] in C}. */
    record Variables(Span span, Role role, List<Variable> variables) implements Statement {

        /** What a declared variable is for. */
        public enum Role {
            PARAM,
            INPUT
        }

        /**
         * One variable.
         *
         * @param in the dim of which an index input is an index: {@code C} in {@code y in C}
         * @param start the start value of a param
         */
        public record Variable(
                Name name, List<Expression> sizes, Optional<Expression> in, Optional<Expression> start, String doc) {}

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.variables(this);
        }
    }

    /** {@code const lambda = 1e-3}; each item is a definition with one plain target. */
    record Consts(Span span, List<Definition> consts) implements Statement {

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.consts(this);
        }
    }

    /**
     * {@code h = …}, {@code h : [H] = …}, {@code s[n,c] = … where n in N}, {@code u, v = f(x)}.
     *
     * @param targets at least one; more than one takes the results of a call apart
     * @param stated the shape said after {@code :}
     * @param where the ranges said for indices of the left side
     */
    record Definition(
            Span span,
            List<Target> targets,
            Optional<List<Expression>> stated,
            Expression value,
            List<Binder> where,
            String doc)
            implements Statement {

        /** A defined name with the index names of its left side; {@code span} is both. */
        public record Target(Name name, List<Name> indices, Span span) {}

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.definition(this);
        }
    }

    /**
     * {@code fn f(a, b[N]) = …} (an empty list of statements and one result) or {@code fn f(a) { …; return x, y }}.
     *
     * @param backward the function's own gradient
     */
    record Function(
            Span span,
            Name name,
            List<Parameter> parameters,
            List<Statement> body,
            List<Expression> results,
            Optional<Backward> backward,
            String doc)
            implements Statement {

        /** A parameter; {@code sizes} is its stated shape. */
        public record Parameter(Name name, Optional<List<Expression>> sizes) {}

        /** {@code backward d, y = …}: the upstream gradient and the results by name, a value for each parameter. */
        public record Backward(
                Span span, boolean surrogate, List<Name> names, List<Statement> body, List<Expression> results) {}

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.function(this);
        }
    }

    /**
     * {@code scan t in T carry h = h0 while c { … }}.
     *
     * @param checkpoint whether the word {@code checkpoint} stands before the braces
     */
    record Scan(
            Span span,
            Binder step,
            List<Carry> carries,
            Optional<Expression> condition,
            boolean checkpoint,
            List<Statement> body)
            implements Statement {

        /** A carried name with its first value. */
        public record Carry(Name name, Expression first) {}

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.scan(this);
        }
    }

    /** {@code output loss, h}. */
    record Outputs(Span span, List<Name> names) implements Statement {

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.outputs(this);
        }
    }

    /** {@code use "layers.ad"}. */
    record Use(Span span, String path) implements Statement {

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.use(this);
        }
    }

    /**
     * {@code derive jacobian e wrt cams, X by forward}.
     *
     * @param value what is derived; without it, the outputs or the first that fits
     * @param wrt empty for all params
     * @param mode the word after {@code by}
     */
    record Derive(Span span, Name product, Optional<Expression> value, List<Name> wrt, Optional<Name> mode)
            implements Statement {

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.derive(this);
        }
    }

    /** One method a kind of statement. */
    interface Visitor<R> {
        R dims(Dims dims);

        R variables(Variables variables);

        R consts(Consts consts);

        R definition(Definition definition);

        R function(Function function);

        R scan(Scan scan);

        R outputs(Outputs outputs);

        R use(Use use);

        R derive(Derive derive);
    }
}

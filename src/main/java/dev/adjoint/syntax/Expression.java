package dev.adjoint.syntax;

import dev.adjoint.source.Span;
import java.util.List;
import java.util.Optional;

/** A formula as it is written; brackets leave no trace but the wider span of what they hold. */
public sealed interface Expression {

    Span span();

    <R> R accept(Visitor<R> visitor);

    /** A number with the text it was written in. */
    record Literal(Span span, double value, String text) implements Expression {

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.literal(this);
        }
    }

    /** A name used as a value. */
    record Variable(Span span, String name) implements Expression {

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.variable(this);
        }
    }

    /** {@code -e} or {@code !e}. */
    record Unary(Span span, UnaryOperator operator, Expression operand) implements Expression {

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.unary(this);
        }
    }

    /** {@code l op r}; {@code operatorSpan} is the operator itself. */
    record Binary(Span span, BinaryOperator operator, Span operatorSpan, Expression left, Expression right)
            implements Expression {

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.binary(this);
        }
    }

    /** {@code e'}. */
    record Transpose(Span span, Expression operand) implements Expression {

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.transpose(this);
        }
    }

    /** {@code f(a, b)}. */
    record Call(Span span, Name function, List<Expression> arguments) implements Expression {

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.call(this);
        }
    }

    /** {@code sum(e for i, j in 0:n if c)}. */
    record Fold(Span span, Name function, Expression element, List<Binder> binders, Optional<Expression> filter)
            implements Expression {

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.fold(this);
        }
    }

    /** {@code e[i, 2*j+1, a:b, :]}. */
    record Subscript(Span span, Expression base, List<Part> parts) implements Expression {

        /** What stands for one axis. */
        public sealed interface Part {
            Span span();
        }

        /** A position. */
        public record At(Span span, Expression index) implements Part {}

        /** {@code a:b}, either end may be left out. */
        public record Slice(Span span, Optional<Expression> lower, Optional<Expression> upper) implements Part {}

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.subscript(this);
        }
    }

    /** {@code if c then a else b}. */
    record Conditional(Span span, Expression condition, Expression then, Expression otherwise) implements Expression {

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.conditional(this);
        }
    }

    /** {@code [a, b, c]}. */
    record Array(Span span, List<Expression> elements) implements Expression {

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.array(this);
        }
    }

    /** {@code [e for i, j in 0:n]}. */
    record Comprehension(Span span, Expression element, List<Binder> binders) implements Expression {

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.comprehension(this);
        }
    }

    /** The operators with one operand. */
    enum UnaryOperator {
        NEGATE("-"),
        NOT("!");

        private final String text;

        UnaryOperator(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    /** The operators with two operands. */
    enum BinaryOperator {
        POWER("^"),
        EACH_POWER(".^"),
        TIMES("*"),
        OVER("/"),
        EACH_TIMES(".*"),
        EACH_OVER("./"),
        PLUS("+"),
        MINUS("-"),
        LESS("<"),
        LESS_EQUAL("<="),
        GREATER(">"),
        GREATER_EQUAL(">="),
        EQUAL("=="),
        NOT_EQUAL("!="),
        AND("&&"),
        OR("||");

        private final String text;

        BinaryOperator(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    /** One method a kind of formula. */
    interface Visitor<R> {
        R literal(Literal literal);

        R variable(Variable variable);

        R unary(Unary unary);

        R binary(Binary binary);

        R transpose(Transpose transpose);

        R call(Call call);

        R fold(Fold fold);

        R subscript(Subscript subscript);

        R conditional(Conditional conditional);

        R array(Array array);

        R comprehension(Comprehension comprehension);
    }
}

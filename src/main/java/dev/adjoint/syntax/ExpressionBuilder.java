package dev.adjoint.syntax;

import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.source.Span;
import dev.adjoint.syntax.Expression.BinaryOperator;
import dev.adjoint.syntax.Expression.UnaryOperator;
import dev.adjoint.syntax.antlr.AdLexer;
import dev.adjoint.syntax.antlr.AdParser.ArrayContext;
import dev.adjoint.syntax.antlr.AdParser.BinaryContext;
import dev.adjoint.syntax.antlr.AdParser.BinderContext;
import dev.adjoint.syntax.antlr.AdParser.CallContext;
import dev.adjoint.syntax.antlr.AdParser.ConditionalContext;
import dev.adjoint.syntax.antlr.AdParser.ExpressionContext;
import dev.adjoint.syntax.antlr.AdParser.FoldingContext;
import dev.adjoint.syntax.antlr.AdParser.GroupContext;
import dev.adjoint.syntax.antlr.AdParser.LiteralContext;
import dev.adjoint.syntax.antlr.AdParser.NameContext;
import dev.adjoint.syntax.antlr.AdParser.RangeContext;
import dev.adjoint.syntax.antlr.AdParser.SubscriptContext;
import dev.adjoint.syntax.antlr.AdParser.TransposeContext;
import dev.adjoint.syntax.antlr.AdParser.UnaryContext;
import dev.adjoint.syntax.antlr.AdParser.VariableNameContext;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.antlr.v4.runtime.Token;

/** From ANTLR's tree of a formula to ours. What binds to the left may be thousands of terms long, so that is a loop. */
final class ExpressionBuilder {

    private static final Map<Integer, BinaryOperator> OPERATORS = Map.ofEntries(
            Map.entry(AdLexer.POWER, BinaryOperator.POWER),
            Map.entry(AdLexer.EACH_POWER, BinaryOperator.EACH_POWER),
            Map.entry(AdLexer.TIMES, BinaryOperator.TIMES),
            Map.entry(AdLexer.OVER, BinaryOperator.OVER),
            Map.entry(AdLexer.EACH_TIMES, BinaryOperator.EACH_TIMES),
            Map.entry(AdLexer.EACH_OVER, BinaryOperator.EACH_OVER),
            Map.entry(AdLexer.PLUS, BinaryOperator.PLUS),
            Map.entry(AdLexer.MINUS, BinaryOperator.MINUS),
            Map.entry(AdLexer.LESS, BinaryOperator.LESS),
            Map.entry(AdLexer.LESS_EQUAL, BinaryOperator.LESS_EQUAL),
            Map.entry(AdLexer.GREATER, BinaryOperator.GREATER),
            Map.entry(AdLexer.GREATER_EQUAL, BinaryOperator.GREATER_EQUAL),
            Map.entry(AdLexer.EQUAL, BinaryOperator.EQUAL),
            Map.entry(AdLexer.NOT_EQUAL, BinaryOperator.NOT_EQUAL),
            Map.entry(AdLexer.AND, BinaryOperator.AND),
            Map.entry(AdLexer.OR, BinaryOperator.OR));

    private final Places places;

    ExpressionBuilder(Places places) {
        this.places = places;
    }

    Name name(NameContext context) {
        return new Name(context.getText(), places.of(context));
    }

    List<Name> names(List<NameContext> contexts) {
        return contexts.stream().map(this::name).toList();
    }

    List<Expression> expressions(List<ExpressionContext> contexts) {
        List<Expression> built = new ArrayList<>(contexts.size());
        for (ExpressionContext context : contexts) {
            built.add(expression(context));
        }
        return List.copyOf(built);
    }

    Optional<Expression> optional(ExpressionContext context) {
        return context == null ? Optional.empty() : Optional.of(expression(context));
    }

    Expression expression(ExpressionContext context) {
        Deque<ExpressionContext> spine = new ArrayDeque<>();
        ExpressionContext innermost = context;
        for (ExpressionContext left = left(context); left != null; left = left(innermost)) {
            spine.push(innermost);
            innermost = left;
        }
        Expression built = prefix(innermost);
        while (!spine.isEmpty()) {
            built = suffix(spine.pop(), built);
        }
        return built;
    }

    /** The operand with which the text of the context begins, or null. */
    private static ExpressionContext left(ExpressionContext context) {
        if (context instanceof BinaryContext binary) {
            return (ExpressionContext) binary.getChild(0);
        }
        if (context instanceof SubscriptContext subscript) {
            return subscript.expression();
        }
        return context instanceof TransposeContext transpose ? transpose.expression() : null;
    }

    private Expression suffix(ExpressionContext context, Expression left) {
        Span span = left.span().to(places.of(context.getStop()));
        if (context instanceof BinaryContext binary) {
            return binary(binary, left);
        }
        if (context instanceof SubscriptContext subscript) {
            if (subscript.range().isEmpty()) {
                throw emptyBrackets(subscript, left);
            }
            return new Expression.Subscript(
                    span, left, subscript.range().stream().map(this::part).toList());
        }
        return new Expression.Transpose(span, left);
    }

    private Expression binary(BinaryContext context, Expression left) {
        BinaryOperator operator = OPERATORS.get(context.op.getType());
        ExpressionContext rightContext = (ExpressionContext) context.getChild(2);
        if (compares(context) && (compares(context.getChild(0)) || compares(rightContext))) {
            throw chained(context, rightContext);
        }
        Expression right = expression(rightContext);
        return new Expression.Binary(left.span().to(right.span()), operator, places.of(context.op), left, right);
    }

    private static boolean compares(Object context) {
        if (!(context instanceof BinaryContext binary)) {
            return false;
        }
        return switch (OPERATORS.get(binary.op.getType())) {
            case LESS, LESS_EQUAL, GREATER, GREATER_EQUAL, EQUAL, NOT_EQUAL -> true;
            default -> false;
        };
    }

    private Refusal chained(BinaryContext context, ExpressionContext right) {
        BinaryContext first = (BinaryContext) context.getChild(0);
        Span middle = places.of((ExpressionContext) first.getChild(2));
        return new Refusal(Diagnostic.at(places.of(context.op), Code.E0106, "comparisons do not chain")
                .note(places.of(first.op), "the first comparison")
                .help("write `" + places.of(first).text() + " && " + middle.text() + " " + context.op.getText() + " "
                        + places.of(right).text() + "`"));
    }

    private Refusal emptyBrackets(SubscriptContext context, Expression base) {
        Token open = (Token) context.getChild(1).getPayload();
        return new Refusal(Diagnostic.at(
                        places.of(open).to(places.of(context.getStop())), Code.E0102, "a subscript is missing in `[]`")
                .help("write an index for each axis, as in `A[i,j]`, or `:` for a whole axis; `"
                        + base.span().text() + "` alone is all of it"));
    }

    private Expression prefix(ExpressionContext context) {
        Span span = places.of(context);
        if (context instanceof LiteralContext literal) {
            String text = literal.getText();
            return new Expression.Literal(span, Double.parseDouble(text), text);
        }
        if (context instanceof VariableNameContext variable) {
            return new Expression.Variable(span, variable.getText());
        }
        if (context instanceof GroupContext group) {
            return widened(expression(group.expression()), span);
        }
        if (context instanceof UnaryContext unary) {
            UnaryOperator operator = unary.op.getType() == AdLexer.MINUS ? UnaryOperator.NEGATE : UnaryOperator.NOT;
            Expression operand = expression(unary.expression());
            return new Expression.Unary(span, operator, operand);
        }
        if (context instanceof ConditionalContext conditional) {
            return new Expression.Conditional(
                    span,
                    expression(conditional.expression(0)),
                    expression(conditional.expression(1)),
                    expression(conditional.expression(2)));
        }
        if (context instanceof CallContext call) {
            return call(span, call);
        }
        return array(span, (ArrayContext) context);
    }

    private Expression call(Span span, CallContext call) {
        Name function = name(call.name());
        FoldingContext folding = call.folding();
        if (folding == null) {
            return new Expression.Call(span, function, expressions(call.expression()));
        }
        return new Expression.Fold(
                span,
                function,
                expression(call.expression(0)),
                binders(folding.binder()),
                optional(folding.expression()));
    }

    private Expression array(Span span, ArrayContext array) {
        FoldingContext folding = array.folding();
        if (folding == null) {
            return new Expression.Array(span, expressions(array.expression()));
        }
        if (folding.expression() != null) {
            Token filter = (Token) folding.getChild(folding.getChildCount() - 2).getPayload();
            throw new Refusal(Diagnostic.at(
                            places.of(filter),
                            Code.E0102,
                            "an array has an element for every index: there is no filter")
                    .help("choose inside the element, `[if c then a else 0 for i]`, or filter in a reduction"));
        }
        return new Expression.Comprehension(span, expression(array.expression(0)), binders(folding.binder()));
    }

    List<Binder> binders(List<BinderContext> contexts) {
        return contexts.stream()
                .map(binder -> new Binder(
                        name(binder.name()), Optional.ofNullable(binder.range()).map(this::range)))
                .toList();
    }

    Binder.Range range(RangeContext range) {
        Span span = places.of(range);
        if (range.colon == null
                && range.lower instanceof CallContext call
                && call.name().getText().equals("range")) {
            throw new Refusal(Diagnostic.at(places.of(call.name()), Code.E0107, "`range` is not a word of the language")
                    .help("write `0:n`, which leaves n out"));
        }
        if (range.colon == null) {
            return new Binder.Range(span, Optional.empty(), Optional.of(expression(range.lower)), true);
        }
        return new Binder.Range(span, optional(range.lower), optional(range.upper), false);
    }

    private Expression.Subscript.Part part(RangeContext range) {
        Span span = places.of(range);
        if (range.colon == null) {
            return new Expression.Subscript.At(span, expression(range.lower));
        }
        return new Expression.Subscript.Slice(span, optional(range.lower), optional(range.upper));
    }

    /** The same formula with the place of the brackets around it. */
    private static Expression widened(Expression inner, Span span) {
        return inner.accept(new Widening(span));
    }

    private record Widening(Span span) implements Expression.Visitor<Expression> {

        @Override
        public Expression literal(Expression.Literal e) {
            return new Expression.Literal(span, e.value(), e.text());
        }

        @Override
        public Expression variable(Expression.Variable e) {
            return new Expression.Variable(span, e.name());
        }

        @Override
        public Expression unary(Expression.Unary e) {
            return new Expression.Unary(span, e.operator(), e.operand());
        }

        @Override
        public Expression binary(Expression.Binary e) {
            return new Expression.Binary(span, e.operator(), e.operatorSpan(), e.left(), e.right());
        }

        @Override
        public Expression transpose(Expression.Transpose e) {
            return new Expression.Transpose(span, e.operand());
        }

        @Override
        public Expression call(Expression.Call e) {
            return new Expression.Call(span, e.function(), e.arguments());
        }

        @Override
        public Expression fold(Expression.Fold e) {
            return new Expression.Fold(span, e.function(), e.element(), e.binders(), e.filter());
        }

        @Override
        public Expression subscript(Expression.Subscript e) {
            return new Expression.Subscript(span, e.base(), e.parts());
        }

        @Override
        public Expression conditional(Expression.Conditional e) {
            return new Expression.Conditional(span, e.condition(), e.then(), e.otherwise());
        }

        @Override
        public Expression array(Expression.Array e) {
            return new Expression.Array(span, e.elements());
        }

        @Override
        public Expression comprehension(Expression.Comprehension e) {
            return new Expression.Comprehension(span, e.element(), e.binders());
        }
    }
}

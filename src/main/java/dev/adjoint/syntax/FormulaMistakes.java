package dev.adjoint.syntax;

import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.syntax.antlr.AdLexer;
import dev.adjoint.syntax.antlr.AdParser.ArrayContext;
import dev.adjoint.syntax.antlr.AdParser.BinderContext;
import dev.adjoint.syntax.antlr.AdParser.CallContext;
import dev.adjoint.syntax.antlr.AdParser.CarryContext;
import dev.adjoint.syntax.antlr.AdParser.ConditionalContext;
import dev.adjoint.syntax.antlr.AdParser.FoldingContext;
import dev.adjoint.syntax.antlr.AdParser.GroupContext;
import dev.adjoint.syntax.antlr.AdParser.RangeContext;
import dev.adjoint.syntax.antlr.AdParser.ScanContext;
import dev.adjoint.syntax.antlr.AdParser.ShapeContext;
import dev.adjoint.syntax.antlr.AdParser.SubscriptContext;
import dev.adjoint.syntax.antlr.AdParser.WhereContext;
import java.util.Optional;
import java.util.Set;

/** Slips in formulas: operands, operators, conditions, indices, arguments. */
final class FormulaMistakes {

    private static final Set<String> AXIS_WORDS = Set.of("axis", "dim", "axes", "dims", "keepdims", "keepdim");

    private FormulaMistakes() {}

    /** {@code =} inside a formula. */
    static Optional<Diagnostic> equals(Stumble s) {
        if (!s.found(AdLexer.DEFINE)) {
            return Optional.empty();
        }
        if (s.reading(CallContext.class)) {
            return Optional.of(namedArgument(s));
        }
        if (s.readingBinder()) {
            return Optional.of(s.wrong(Code.E0107, "the range of an index is written with `in`")
                    .help("write `" + s.before().getText() + " in 0:3`, which leaves 3 out"));
        }
        boolean condition =
                s.reading(ConditionalContext.class) || s.reading(FoldingContext.class) || s.reading(GroupContext.class);
        return Optional.of(s.wrong("`=` cannot stand inside a formula")
                .help(condition ? "equal is `a == b`" : "one line defines one value; equal is `a == b`"));
    }

    private static Diagnostic namedArgument(Stumble s) {
        if (!Words.name(s.before())) {
            return s.wrong("`=` cannot stand inside a formula").help("equal is `a == b`");
        }
        String name = s.before().getText();

        Diagnostic wrong = Diagnostic.at(
                s.places().of(s.before()).to(s.place()), Code.E0506, "arguments have no names: `" + name + " =`");
        return AXIS_WORDS.contains(name)
                ? wrong.help("there are no axis numbers: say which index is summed, `s[i] = sum(x[i,j] for j)`")
                : wrong.help("arguments are given in their order; equal is `a == b`");
    }

    /** A condition without {@code then} or {@code else}, or written as in another language. */
    static Optional<Diagnostic> conditional(Stumble s) {
        boolean waiting = s.reading(ConditionalContext.class) && s.afterValue();
        if (!waiting || (s.has(AdLexer.THEN) && s.has(AdLexer.ELSE))) {
            return Optional.empty();
        }
        String form = "write `if c then a else b`";
        if (s.found(AdLexer.LBRACE)) {
            return Optional.of(
                    s.wrong("the sides of a condition have no braces").help(form));
        }
        if (!s.has(AdLexer.THEN)) {
            return Optional.of(
                    s.missing("`then` is missing after the condition").help(form));
        }
        if (Words.beginsValue(s.found()) && !s.found(AdLexer.IF)) {
            return Optional.of(s.missing("an operator or `else` is missing before " + s.foundShown()));
        }
        return Optional.of(s.missing("`else` is missing: both sides of a condition are said")
                .help(form));
    }

    /** Words that bind or range indices. */
    static Optional<Diagnostic> index(Stumble s) {
        if (s.readingBinder() || s.reading(FoldingContext.class) || s.reading(WhereContext.class)) {
            Optional<Diagnostic> binder = binder(s);
            if (binder.isPresent()) {
                return binder;
            }
        }
        if (!s.afterValue()) {
            return Optional.empty();
        }
        if (s.found(AdLexer.FOR)) {
            return Optional.of(s.wrong("`for` stands in a reduction or an array only")
                    .help("write `y[i] = …` for every i, `sum(… for i)` for a sum, or `[… for i]`"));
        }
        if (s.found(AdLexer.WHERE)) {
            return Optional.of(s.wrong("`where` stands at the end of a definition only")
                    .help("in a reduction the range is said as `for i in N`, a filter as `for i if c`"));
        }
        if (s.found(AdLexer.IN)) {
            return Optional.of(s.wrong("`in` stands behind the name of an index only")
                    .help("write `for i in N` in a reduction, `where i in N` behind a definition"));
        }
        if (s.found(AdLexer.IF)) {
            return Optional.of(s.wrong("`if` stands before both of its sides").help("write `if c then a else b`"));
        }
        if (s.found(AdLexer.COLON)) {
            return Optional.of(colon(s));
        }
        return Optional.empty();
    }

    private static Diagnostic colon(Stumble s) {
        if (s.reading(RangeContext.class) || s.readingBinder() || s.reading(SubscriptContext.class)) {
            return s.wrong("a range has two ends and no step")
                    .help("for every second one write `y[i] = x[2*i]`, with `where i in N/2`");
        }
        return s.wrong("`:` cannot stand here")
                .help(
                        s.after(AdLexer.LBRACKET)
                                ? "a shape is stated before the `=`: `y : [H] = …`"
                                : "a range `a:b` stands in a subscript and after `in`");
    }

    private static Optional<Diagnostic> binder(Stumble s) {
        if (s.before(AdLexer.FOR) || s.before(AdLexer.WHERE) || s.before(AdLexer.COMMA)) {
            return Optional.of(
                    s.atEnd()
                            ? s.missing("the name of an index is missing after " + s.beforeShown())
                            : s.wrong("the name of an index is missing before " + s.foundShown()));
        }
        if (s.before(AdLexer.IN)) {
            String message = "a range is missing after `in`";
            return Optional.of(
                    (s.atEnd() ? s.missing(message) : s.wrong(message)).help("write `i in N` or `i in 0:3`"));
        }
        boolean bounded = s.reading(BinderContext.class) && !s.has(AdLexer.IN) && Words.binary(s.found());
        if (bounded) {
            return Optional.of(s.wrong("the range of an index is written with `in`")
                    .help("write `" + s.before().getText() + " in N` or `"
                            + s.before().getText() + " in 0:3`"));
        }

        if (s.found(AdLexer.FOR) && s.readingBinder()) {
            return Optional.of(s.wrong("`for` stands once").help("several indices are separated by `,`: `for i, j`"));
        }
        if (Words.name(s.found()) && s.readingBinder() && s.afterValue()) {
            return Optional.of(s.missing("`,` is missing between " + s.beforeShown() + " and " + s.foundShown()));
        }
        if (s.found(AdLexer.IF) && s.reading(FoldingContext.class) && s.has(AdLexer.IF)) {
            return Optional.of(s.wrong("there is one filter").help("both conditions: `if a && b`"));
        }
        if (s.found(AdLexer.IF) && s.afterValue()) {
            return Optional.of(s.wrong("a definition by index has no filter")
                    .help("write the condition into the formula: `y[i] = if c then a else 0`"));
        }
        return Optional.empty();
    }

    /** A value should stand before the word found. */
    static Optional<Diagnostic> operandMissing(Stumble s) {
        if (s.before() == null || s.afterValue() || (Words.beginsValue(s.found()) && !s.found(AdLexer.STRING))) {
            return Optional.empty();
        }
        if (s.atEnd()) {
            return Optional.of(s.missing("a value is missing after " + s.beforeShown()));
        }
        return Optional.of(
                switch (s.found().getType()) {
                    case AdLexer.PLUS -> s.wrong("there is no sign `+`").help("leave it out");
                    case AdLexer.QUOTE ->
                        s.wrong("`'` is the transpose and stands behind a value")
                                .help("there are no strings; `x'` is the row of x");
                    case AdLexer.STRING -> strings(s);
                    case AdLexer.LBRACE -> brace(s);

                    case AdLexer.DEFINE ->
                        s.wrong("`=` cannot stand inside a formula").help("equal is `a == b`");
                    case AdLexer.COLON ->
                        s.wrong("`:` cannot stand here").help("a range `a:b` stands in a subscript and after `in`");
                    default -> emptyPlace(s);
                });
    }

    private static Diagnostic strings(Stumble s) {
        return s.wrong("there are no strings").help("a path in quotes stands after `use` only");
    }

    private static Diagnostic brace(Stumble s) {
        boolean body = s.reading(ScanContext.class) || s.reading(CarryContext.class);
        return body
                ? emptyPlace(s)
                : s.wrong("`{` cannot begin a value")
                        .help("formulas are grouped with `( )`, vectors written with `[ ]`");
    }

    private static Diagnostic emptyPlace(Stumble s) {
        boolean closes = s.found(AdLexer.RPAREN) || s.found(AdLexer.RBRACKET);
        if (s.before(AdLexer.COMMA) && (closes || s.found(AdLexer.FOR))) {
            return s.wrong("a value is missing between `,` and " + s.foundShown())
                    .help("delete the `,`");
        }
        if (s.before(AdLexer.LPAREN) && closes) {
            return s.wrong("a value is missing in `()`");
        }
        if (s.before(AdLexer.LBRACKET) && closes) {
            return s.wrong("an array has at least one element");
        }
        return s.wrong("a value is missing between " + s.beforeShown() + " and " + s.foundShown());
    }

    /** A value stands behind a value. */
    static Optional<Diagnostic> operatorMissing(Stumble s) {
        if (!s.afterValue() || !Words.beginsValue(s.found())) {
            return Optional.empty();
        }
        if (s.found(AdLexer.STRING)) {
            return Optional.of(strings(s));
        }
        boolean separable = s.reading(CallContext.class)
                || s.reading(ArrayContext.class)
                || s.reading(SubscriptContext.class)
                || s.reading(RangeContext.class)
                || s.reading(ShapeContext.class);
        String product = "a product is written `" + s.before().getText() + "*"
                + s.found().getText() + "`";
        Diagnostic missing = s.missing("an operator" + (separable ? " or `,`" : "") + " is missing between "
                + s.beforeShown() + " and " + s.foundShown());
        if (s.found(AdLexer.LPAREN)) {
            return Optional.of(missing.help("only a name can be called; a product is written with `*`"));
        }
        boolean plain = Words.name(s.before()) || s.before(AdLexer.NUMBER);
        return Optional.of(plain ? missing.help(product) : missing.help("a product is written with `*`"));
    }

    /** What can never follow a value where it stands. */
    static Optional<Diagnostic> outOfPlace(Stumble s) {
        return Optional.ofNullable(
                switch (s.found().getType()) {
                    case AdLexer.THEN, AdLexer.ELSE ->
                        s.wrong(s.foundShown() + " has no `if` before it").help("write `if c then a else b`");
                    case AdLexer.NOT -> s.wrong("`!` stands before a condition").help("unequal is `a != b`");
                    case AdLexer.LBRACE ->
                        s.wrong("`{` cannot stand behind a value")
                                .help("formulas are grouped with `( )`; braces hold the body of a `fn` or a `scan`");
                    case AdLexer.COMMA -> comma(s);
                    case AdLexer.RETURN -> s.wrong("`return` stands on a line of its own");
                    default -> null;
                });
    }

    private static Diagnostic comma(Stumble s) {
        return s.reading(GroupContext.class)
                ? s.wrong("`( )` holds one value").help("a vector is written `[a, b]`")
                : s.wrong("a definition has one value")
                        .help("a vector is written `[a, b]`; each name has its own line");
    }
}

package dev.adjoint.syntax;

import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.syntax.antlr.AdLexer;
import dev.adjoint.syntax.antlr.AdParser.BackwardContext;
import dev.adjoint.syntax.antlr.AdParser.CarryContext;
import dev.adjoint.syntax.antlr.AdParser.ConstantContext;
import dev.adjoint.syntax.antlr.AdParser.ConstsContext;
import dev.adjoint.syntax.antlr.AdParser.DefinitionContext;
import dev.adjoint.syntax.antlr.AdParser.DeriveContext;
import dev.adjoint.syntax.antlr.AdParser.DimContext;
import dev.adjoint.syntax.antlr.AdParser.DimsContext;
import dev.adjoint.syntax.antlr.AdParser.FunctionContext;
import dev.adjoint.syntax.antlr.AdParser.LineContext;
import dev.adjoint.syntax.antlr.AdParser.OutputsContext;
import dev.adjoint.syntax.antlr.AdParser.ParameterContext;
import dev.adjoint.syntax.antlr.AdParser.ScanContext;
import dev.adjoint.syntax.antlr.AdParser.ShapeContext;
import dev.adjoint.syntax.antlr.AdParser.TargetContext;
import dev.adjoint.syntax.antlr.AdParser.UseContext;
import dev.adjoint.syntax.antlr.AdParser.VariableContext;
import dev.adjoint.syntax.antlr.AdParser.VariablesContext;
import java.util.Optional;
import org.antlr.v4.runtime.Token;

/** Slips in declarations and in what stands before the formula of a definition. */
final class StatementMistakes {

    private StatementMistakes() {}

    /** No statement begins with the word found. */
    static Optional<Diagnostic> start(Stumble s) {
        if (!s.isFirst()) {
            return Optional.empty();
        }
        return Optional.of(
                switch (s.found().getType()) {
                    case AdLexer.IF ->
                        s.wrong("`if` is a formula here, not a statement").help("write `y = if c then a else b`");
                    case AdLexer.FOR, AdLexer.WHILE ->
                        s.wrong("there are no loops as statements")
                                .help("write `y[i] = …` for every i, `sum(… for i)` for a sum,"
                                        + " or `scan t in T { … }` for steps that need the one before");
                    case AdLexer.DEFINE -> s.wrong("a name is missing before `=`");
                    case AdLexer.LBRACE ->
                        s.wrong("`{` cannot begin a statement").help("braces hold the body of a `fn` or a `scan`");
                    case AdLexer.NUMBER, AdLexer.LPAREN, AdLexer.LBRACKET, AdLexer.MINUS, AdLexer.NOT -> unnamed(s);
                    default ->
                        s.wrong(s.foundShown() + " cannot begin a statement")
                                .help("a statement is a definition, `y = …`, or begins with a word such as `param`");
                });
    }

    private static Diagnostic unnamed(Stumble s) {
        boolean defines = definesLater(s);
        if (defines) {
            return s.wrong("the left side of `=` is a name, or a name with indices")
                    .help("write `y = …` or `y[i,j] = …`");
        }
        return s.wrong("this formula has no name").help("write `y = " + s.statementText() + "`");
    }

    private static boolean definesLater(Stumble s) {
        for (int i = s.found().getTokenIndex(); !Words.is(s.token(i), AdLexer.END); i++) {
            if (Words.is(s.token(i), AdLexer.DEFINE)) {
                return true;
            }
            if (s.token(i).getType() == Token.EOF) {
                return false;
            }
        }
        return false;
    }

    /** The parser is before the {@code =} of a definition. */
    static Optional<Diagnostic> definition(Stumble s) {
        if (s.reading(TargetContext.class) && s.has(AdLexer.LBRACKET) && !s.has(AdLexer.RBRACKET)) {
            return Optional.of(leftIndex(s));
        }
        boolean left = (s.reading(DefinitionContext.class) && !s.has(AdLexer.DEFINE))
                || s.reading(TargetContext.class)
                || (s.reading(LineContext.class) && s.isSecond() && Words.name(s.before()));
        return left ? Optional.of(leftSide(s)) : Optional.empty();
    }

    private static Diagnostic leftIndex(Stumble s) {
        if (Words.name(s.before()) && Words.name(s.found())) {
            return s.missing("`,` is missing between " + s.beforeShown() + " and " + s.foundShown());
        }
        if (s.found(AdLexer.DEFINE)) {
            return bracketMissing(s);
        }
        if (s.found(AdLexer.RBRACKET)) {
            return s.wrong("the name of an index is missing before `]`").help("write `y = …` or `y[i] = …`");
        }
        Diagnostic wrong = s.wrong("the left side of a definition takes index names only, not " + s.foundShown());

        if (s.found(AdLexer.NUMBER)) {
            return wrong.help(
                    "one formula for all: `y[i] = if i == " + s.found().getText() + " then … else …`");
        }
        return wrong.help("write `y[i] = …`; which i are meant, `where i in N` says");
    }

    private static Diagnostic bracketMissing(Stumble s) {
        return Diagnostic.at(s.behind(), Code.E0103, "`]` is missing before `=`");
    }

    private static Diagnostic leftSide(Stumble s) {
        if (s.before(AdLexer.COLON)) {
            return s.wrong("a shape in `[ ]` is missing after `:`").help("write `y : [H] = …`");
        }
        if (s.before(AdLexer.COMMA)) {
            return s.wrong("a name is missing after `,`").help("several results are taken as `u, v = f(x)`");
        }
        if (s.found(AdLexer.EQUAL)) {
            return s.wrong("`==` compares; a definition is written with `=`");
        }
        if (s.found(AdLexer.LESS) && s.after(AdLexer.MINUS) && Words.adjacent(s.found(), s.after())) {
            return s.wrong(Code.E0107, "`<-` defines nothing here").help("a definition is written `y = …`");
        }
        if (s.found(AdLexer.LBRACE)) {
            return s.wrong("`{` cannot stand here").help("braces hold the body of a `fn` or a `scan`");
        }
        if (s.atEnd()) {
            return s.missing("`=` and a formula are missing after `" + s.statementText() + "`")
                    .help("`" + s.first().getText() + " = …` defines it; `" + (s.inBraces() ? "return " : "output ")
                            + s.first().getText() + "` puts it out");
        }
        if (s.found(AdLexer.LPAREN) && definesLater(s)) {
            return s.wrong("`" + s.before().getText() + "(…) = …` defines no function without `fn`")
                    .help("write `fn " + s.statementText() + "`");
        }
        if (s.found(AdLexer.IN)) {
            return s.wrong("`in` cannot stand here").help("an index is declared as `input y in C`");
        }
        if (Words.beginsValue(s.found()) && !s.found(AdLexer.LPAREN) && !s.found(AdLexer.LBRACKET)) {
            return s.missing("`=` is missing between " + s.beforeShown() + " and " + s.foundShown());
        }
        if (definesLater(s)) {
            return s.wrong("the left side of `=` is a name, or a name with indices")
                    .help("write `y = …` or `y[i,j] = …`");
        }
        return s.wrong("this formula has no name").help("write `y = " + s.statementText() + "`");
    }

    /** {@code dim}, {@code param}, {@code input}, {@code const}, {@code output}, {@code use} and {@code derive}. */
    static Optional<Diagnostic> declaration(Stumble s) {
        boolean list = s.reading(DimsContext.class)
                || s.reading(DimContext.class)
                || s.reading(VariablesContext.class)
                || s.reading(VariableContext.class)
                || s.reading(ConstsContext.class)
                || s.reading(ConstantContext.class)
                || s.reading(OutputsContext.class);
        if (list) {
            return Optional.of(item(s));
        }
        if (s.reading(UseContext.class)) {
            return Optional.of(
                    s.wrong(Code.E0606, "`use` needs a path in double quotes").help("write `use \"layers.ad\"`"));
        }
        if (s.reading(DeriveContext.class)
                && s.atEnd()
                && s.before(AdLexer.NAME)
                && !s.before().getText().equals("by")) {
            return Optional.of(
                    Diagnostic.at(s.places().of(s.before()), Code.E0102, "`,` is missing before " + s.beforeShown()));
        }
        if (s.reading(DeriveContext.class) && (s.atEnd() || s.before(AdLexer.WRT))) {
            return Optional.of(
                    s.missing("a name is missing after " + s.beforeShown()).help("write `derive jacobian e wrt x`"));
        }
        if (s.reading(DeriveContext.class) && s.has(AdLexer.WRT) && Words.name(s.found())) {
            return Optional.of(s.missing("`,` is missing between " + s.beforeShown() + " and " + s.foundShown()));
        }

        return shape(s);
    }

    private static Optional<Diagnostic> shape(Stumble s) {
        if (s.reading(ShapeContext.class) && s.found(AdLexer.DEFINE)) {
            return Optional.of(bracketMissing(s));
        }
        if (!s.reading(ShapeContext.class)
                || !s.afterValue()
                || !(Words.beginsValue(s.found()) || s.found(AdLexer.COLON))) {
            return Optional.empty();
        }
        if (s.found(AdLexer.COLON)) {
            return Optional.of(s.wrong("sizes are separated by `,`, as in `W[H,D]`"));
        }

        return Optional.of(s.missing("`,` is missing between " + s.beforeShown() + " and " + s.foundShown())
                .help("sizes are separated by `,`, as in `W[H,D]`; a product of sizes has a `*`"));
    }

    private static Diagnostic item(Stumble s) {
        String word = s.first().getText();
        if (s.isSecond()) {
            Diagnostic missing = s.atEnd()
                    ? Diagnostic.at(s.behind(), Code.E0606, "a name is missing after `" + word + "`")
                    : s.wrong(Code.E0606, "`" + word + "` needs a name, not " + s.foundShown());
            return missing.help("write " + form(word));
        }
        if (s.before(AdLexer.COMMA)) {
            return s.atEnd()
                    ? s.missing("a name is missing after `,`").help("delete the `,`, or write another name after it")
                    : s.wrong("a name is missing before " + s.foundShown());
        }
        if (s.before(AdLexer.DEFINE) || s.before(AdLexer.IN) || Words.binary(s.before())) {
            return FormulaMistakes.operandMissing(s).orElseGet(() -> s.wrong(s.foundShown() + " cannot stand here"));
        }
        return afterItem(s, word);
    }

    private static Diagnostic afterItem(Stumble s, String word) {
        if (Words.name(s.found()) || s.found(AdLexer.NUMBER)) {
            boolean value = s.found(AdLexer.NUMBER) && !s.reading(OutputsContext.class);
            return s.missing(
                    "`" + (value ? "=" : ",") + "` is missing between " + s.beforeShown() + " and " + s.foundShown());
        }
        if (s.reading(OutputsContext.class)) {
            return s.wrong("`output` takes names only").help("define the value above, `y = …`, then write `output y`");
        }
        if (s.reading(ConstantContext.class)) {
            Diagnostic wrong = s.found(AdLexer.EQUAL)
                    ? s.wrong("`==` compares; a const is written with `=`")
                    : Diagnostic.at(s.behind(), Code.E0606, "a const needs its value");
            return wrong.help(
                    s.found(AdLexer.LBRACKET)
                            ? "by index it is written `const v = [… for i in N]`"
                            : "write " + form(word));
        }
        if (s.found(AdLexer.LPAREN) || s.found(AdLexer.LBRACE) || s.found(AdLexer.LBRACKET) || s.found(AdLexer.COLON)) {
            boolean dim = word.equals("dim");
            return s.wrong(
                            Code.E0606,
                            dim ? "a dim is a single number" : "a shape is written in `[ ]` right behind the name")
                    .help("write " + form(word));
        }
        if (s.found(AdLexer.IN) && word.equals("dim")) {
            return s.wrong(Code.E0606, "a dim is in no range").help("write " + form(word));
        }
        if (s.found(AdLexer.EQUAL)) {
            return s.wrong("`==` compares; here a value is set with `=`");
        }
        return FormulaMistakes.index(s)
                .orElseGet(() -> s.wrong(s.foundShown() + " cannot stand here after " + s.beforeShown())
                        .help("a `" + word + "` is written as in " + form(word)));
    }

    private static String form(String word) {
        return switch (word) {
            case "dim" -> "`dim D`, or `dim C = 10`";
            case "param" -> "`param W[H,D], b[H]`";
            case "input" -> "`input x[D], y in C`";
            case "const" -> "`const a = 0.1`";
            default -> "`output y`";
        };
    }

    /** {@code fn}, with its parameters, its body and its own gradient. */
    static Optional<Diagnostic> function(Stumble s) {
        if (s.reading(BackwardContext.class) && !s.has(AdLexer.DEFINE)) {
            return Optional.of(
                    s.atEnd()
                            ? s.missing("the gradient is missing")
                                    .help("write `backward d, y = …`, a value for each argument")
                            : s.wrong(s.foundShown() + " cannot stand here").help("write `backward d, y = …`"));
        }
        if (s.reading(ParameterContext.class) || (s.reading(FunctionContext.class) && !s.has(AdLexer.RPAREN))) {
            return Optional.of(parameters(s));
        }
        return s.reading(FunctionContext.class) ? Optional.of(body(s)) : Optional.empty();
    }

    private static Diagnostic parameters(Stumble s) {
        if (s.before(AdLexer.FN)) {
            return s.wrong("a function needs a name").help("write `fn f(x) = …`");
        }
        if (!s.has(AdLexer.LPAREN) && s.reading(FunctionContext.class)) {
            return s.missing("the parameters are missing after " + s.beforeShown())
                    .help("write `fn " + s.before().getText() + "(x) = …`");
        }
        if (s.found(AdLexer.DEFINE)) {
            return s.wrong("a parameter has no value of its own").help("every call gives all the arguments");
        }
        if (s.found(AdLexer.COLON)) {
            return s.wrong("a shape is written in `[ ]` right behind the name").help("write `fn f(x[N]) = …`");
        }
        if (Words.name(s.before()) && Words.name(s.found())) {
            return s.missing("`,` is missing between " + s.beforeShown() + " and " + s.foundShown());
        }
        if (s.before(AdLexer.COMMA) && s.found(AdLexer.RPAREN)) {
            return s.wrong("a parameter is missing between `,` and `)`").help("delete the `,`");
        }
        return s.wrong("a parameter is a name, not " + s.foundShown()).help("write `fn f(x, W[H,D]) = …`");
    }

    private static Diagnostic body(Stumble s) {
        if (s.before(AdLexer.DEFINE) && s.found(AdLexer.LBRACE)) {
            return Diagnostic.at(s.places().of(s.before()), Code.E0102, "a body in braces has no `=` before it")
                    .help("write `fn f(x) { …; return y }`");
        }
        if (s.found(AdLexer.COMMA)) {
            return s.wrong("a function with several results has a body in braces")
                    .help("write `fn f(x) { …; return a, b }`");
        }
        if (s.found(AdLexer.WHERE)) {
            return s.wrong("`where` stands at the end of a definition only")
                    .help("write `fn f(x) { y[i] = … where i in N; return y }`");
        }
        if (s.before(AdLexer.RPAREN) && !s.has(AdLexer.DEFINE) && s.found(AdLexer.EQUAL)) {
            return s.wrong("`==` compares; a function is written with `=`");
        }
        if (s.before(AdLexer.RPAREN) && !s.has(AdLexer.DEFINE)) {
            Diagnostic missing = s.atEnd()
                    ? s.missing("the body of the function is missing")
                    : s.wrong("the body of the function is missing before " + s.foundShown());
            return missing.help("write `= …` for one formula, or `{ …; return y }` on the line of the `fn`");
        }
        if (s.before(AdLexer.RBRACE)) {
            return s.wrong(s.foundShown() + " cannot stand behind `}`").help("a new statement begins on a new line");
        }
        return FormulaMistakes.operandMissing(s)
                .or(() -> FormulaMistakes.equals(s))
                .or(() -> FormulaMistakes.index(s))
                .or(() -> FormulaMistakes.operatorMissing(s))
                .or(() -> FormulaMistakes.outOfPlace(s))
                .orElseGet(() -> s.wrong(s.foundShown() + " cannot stand here"));
    }

    /** {@code scan t in T carry h = h0 { … }}. */
    static Optional<Diagnostic> scan(Stumble s) {
        String form = "write `scan t in T carry h = zeros(H) { … }`";
        if (s.reading(CarryContext.class) && !s.has(AdLexer.DEFINE)) {
            return Optional.of(s.missing("what is carried needs a first value").help(form));
        }
        if (!s.reading(ScanContext.class)) {
            return Optional.empty();
        }
        if (s.before(AdLexer.SCAN)) {
            return Optional.of(s.wrong("an index is missing after `scan`").help(form));
        }
        if (!s.has(AdLexer.IN)) {
            return Optional.of(s.missing("`in` and a range are missing after " + s.beforeShown())
                    .help(form));
        }
        if (s.before(AdLexer.CARRY) || s.before(AdLexer.COMMA)) {
            return Optional.of(
                    s.wrong("a name is missing before " + s.foundShown()).help(form));
        }
        if (s.before(AdLexer.CHECKPOINT) && !s.atEnd()) {
            return Optional.of(s.wrong("`checkpoint` stands right before the braces of the scan")
                    .help("write `scan t in T carry h = zeros(H) checkpoint { … }`"));
        }
        if (s.found(AdLexer.COMMA)) {
            return Optional.of(s.wrong("a scan has one index").help("scans nest: write one inside the other"));
        }
        boolean end = s.afterValue() && (s.atEnd() || s.found(AdLexer.DEFINE));
        return end ? Optional.of(s.missing("the braces of the scan are missing").help(form)) : Optional.empty();
    }
}

package dev.adjoint.syntax;

import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.diagnostic.Diagnostics;
import dev.adjoint.source.Source;
import dev.adjoint.source.Span;
import dev.adjoint.syntax.antlr.AdLexer;
import dev.adjoint.syntax.antlr.AdParser.BackwardContext;
import dev.adjoint.syntax.antlr.AdParser.BlockContext;
import dev.adjoint.syntax.antlr.AdParser.ConstsContext;
import dev.adjoint.syntax.antlr.AdParser.DefinitionContext;
import dev.adjoint.syntax.antlr.AdParser.DeriveContext;
import dev.adjoint.syntax.antlr.AdParser.DimsContext;
import dev.adjoint.syntax.antlr.AdParser.FunctionContext;
import dev.adjoint.syntax.antlr.AdParser.LineContext;
import dev.adjoint.syntax.antlr.AdParser.NameContext;
import dev.adjoint.syntax.antlr.AdParser.OutputsContext;
import dev.adjoint.syntax.antlr.AdParser.ResultContext;
import dev.adjoint.syntax.antlr.AdParser.ScanContext;
import dev.adjoint.syntax.antlr.AdParser.ShapeContext;
import dev.adjoint.syntax.antlr.AdParser.StatementContext;
import dev.adjoint.syntax.antlr.AdParser.TargetContext;
import dev.adjoint.syntax.antlr.AdParser.UseContext;
import dev.adjoint.syntax.antlr.AdParser.VariableContext;
import dev.adjoint.syntax.antlr.AdParser.VariablesContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/**
 * From ANTLR's tree of a statement to ours. What the grammar lets pass and is no program, such as a {@code return} out of
 * place, is refused here; a statement with a mistake anywhere inside is left out.
 */
final class TreeBuilder {

    private record Block(List<Statement> body, List<Expression> results) {}

    private final Places places;
    private final ExpressionBuilder formulas;
    private final Map<Integer, String> docs;
    private final Diagnostics diagnostics;

    TreeBuilder(Source source, Map<Integer, String> docs, Diagnostics diagnostics) {
        this.places = new Places(source);
        this.formulas = new ExpressionBuilder(places);
        this.docs = docs;
        this.diagnostics = diagnostics;
    }

    /** The statement, or nothing if it holds a mistake, which is reported then. */
    Optional<Statement> statement(LineContext line) {
        if (line.exception != null) {
            return Optional.empty();
        }
        try {
            return Optional.of(build(line.statement()));
        } catch (Refusal refusal) {
            if (refusal.diagnostic() != null) {
                diagnostics.add(refusal.diagnostic());
            }
            return Optional.empty();
        }
    }

    private Statement build(StatementContext context) {
        if (context instanceof DefinitionContext definition) {
            return definition(definition);
        }
        if (context instanceof DimsContext dims) {
            return dims(dims);
        }
        if (context instanceof VariablesContext variables) {
            return variables(variables);
        }
        if (context instanceof ConstsContext consts) {
            return consts(consts);
        }
        if (context instanceof FunctionContext function) {
            return function(function);
        }
        if (context instanceof ScanContext scan) {
            return scan(scan);
        }
        if (context instanceof OutputsContext outputs) {
            return new Statement.Outputs(places.of(outputs), formulas.names(outputs.name()));
        }
        if (context instanceof UseContext use) {
            String path = use.STRING().getText();
            return new Statement.Use(places.of(use), path.substring(1, path.length() - 1));
        }
        if (context instanceof DeriveContext derive) {
            return derive(derive);
        }
        boolean inLoop = context.getParent().getParent() instanceof BlockContext;
        throw new Refusal(Diagnostic.at(
                        places.of(context.getStart()),
                        Code.E0102,
                        "`return` stands at the end of a function's braces only")
                .help(
                        inLoop
                                ? "a loop leaves behind what it carries and what it collects; a value made of these"
                                        + " is defined below it"
                                : "at the top of a file a value is defined, `y = …`, and put out with `output y`"));
    }

    private String doc(Token first) {
        return docs.getOrDefault(first.getStartIndex(), "");
    }

    /** The words right above the item, else above the whole statement. */
    private String doc(ParserRuleContext item, ParserRuleContext statement) {
        String own = doc(item.getStart());
        return own.isEmpty() ? doc(statement.getStart()) : own;
    }

    private Statement dims(DimsContext context) {
        List<Statement.Dims.Dim> dims = context.dim().stream()
                .map(dim -> new Statement.Dims.Dim(
                        formulas.name(dim.name()), formulas.optional(dim.expression()), doc(dim, context)))
                .toList();
        return new Statement.Dims(places.of(context), dims);
    }

    private Statement variables(VariablesContext context) {
        boolean param = context.role.getType() == AdLexer.PARAM;
        List<Statement.Variables.Variable> variables = context.variable().stream()
                .map(variable -> variable(variable, context, param))
                .toList();
        Statement.Variables.Role role = param ? Statement.Variables.Role.PARAM : Statement.Variables.Role.INPUT;
        return new Statement.Variables(places.of(context), role, variables);
    }

    private Statement.Variables.Variable variable(VariableContext variable, VariablesContext context, boolean param) {
        if (param && variable.in != null) {
            throw new Refusal(Diagnostic.at(
                            places.of(variable.word), Code.E0606, "a param is a real number, not an index")
                    .help("an index is an input: `input " + variable.name().getText() + " in "
                            + places.of(variable.in).text() + "`"));
        }
        if (!param && variable.start != null) {
            throw new Refusal(Diagnostic.at(places.of(variable.sign), Code.E0606, "an input has no start value")
                    .help("a value that never changes is a `const`, one that is fitted a `param`"));
        }
        return new Statement.Variables.Variable(
                formulas.name(variable.name()),
                sizes(variable.name(), variable.shape()).orElse(List.of()),
                formulas.optional(variable.in),
                formulas.optional(variable.start),
                doc(variable, context));
    }

    private Optional<List<Expression>> sizes(NameContext name, ShapeContext shape) {
        if (shape != null && shape.expression().isEmpty()) {
            throw new Refusal(Diagnostic.at(places.of(shape), Code.E0606, "a size is missing in `[]`")
                    .help("write `" + name.getText() + "` for a single number, `" + name.getText()
                            + "[D]` for a vector"));
        }
        return Optional.ofNullable(shape).map(s -> formulas.expressions(s.expression()));
    }

    private Statement consts(ConstsContext context) {
        List<Statement.Definition> consts = context.constant().stream()
                .map(constant -> {
                    Name name = formulas.name(constant.name());
                    return new Statement.Definition(
                            places.of(constant),
                            List.of(new Statement.Definition.Target(name, List.of(), name.span())),
                            stated(constant.shape()),
                            formulas.expression(constant.expression()),
                            List.of(),
                            doc(constant, context));
                })
                .toList();
        return new Statement.Consts(places.of(context), consts);
    }

    private Optional<List<Expression>> stated(ShapeContext shape) {
        return Optional.ofNullable(shape).map(s -> formulas.expressions(s.expression()));
    }

    private Statement definition(DefinitionContext context) {
        List<Binder> where = context.where() == null
                ? List.of()
                : formulas.binders(context.where().binder());
        return new Statement.Definition(
                places.of(context),
                context.target().stream().map(this::target).toList(),
                stated(context.shape()),
                formulas.expression(context.expression()),
                where,
                doc(context.getStart()));
    }

    private Statement.Definition.Target target(TargetContext context) {
        List<Name> names = formulas.names(context.name());
        return new Statement.Definition.Target(names.get(0), names.subList(1, names.size()), places.of(context));
    }

    private Statement derive(DeriveContext context) {
        List<Name> names = formulas.names(context.name());
        return new Statement.Derive(
                places.of(context),
                word(context.product),
                Optional.ofNullable(context.expression()).map(formulas::expression),
                names,
                Optional.ofNullable(context.way).map(way -> mode(context.by, way)));
    }

    private Name word(Token word) {
        return new Name(word.getText(), places.of(word));
    }

    /** {@code by forward}. */
    private Name mode(Token by, Token mode) {
        if (!by.getText().equals("by")) {
            diagnostics.add(Diagnostic.at(places.of(by), Code.E0102, "`" + by.getText() + "` is out of place here")
                    .help("write `derive jacobian e wrt x by forward`, or leave it out"));
        }
        return word(mode);
    }

    private Statement function(FunctionContext context) {
        Name name = formulas.name(context.name());
        List<Statement.Function.Parameter> parameters = context.parameter().stream()
                .map(p -> new Statement.Function.Parameter(formulas.name(p.name()), sizes(p.name(), p.shape())))
                .toList();
        Block block = context.block() == null
                ? new Block(List.of(), List.of(formulas.expression(context.expression())))
                : results(context.block(), "a function");
        return new Statement.Function(
                places.of(context),
                name,
                parameters,
                block.body(),
                block.results(),
                Optional.ofNullable(context.backward()).map(this::backward),
                doc(context.getStart()));
    }

    private Statement.Function.Backward backward(BackwardContext context) {
        Block block = context.block() == null
                ? new Block(List.of(), formulas.expressions(context.expression()))
                : results(context.block(), "`" + context.kind.getText() + "`");
        return new Statement.Function.Backward(
                places.of(context),
                context.kind.getType() == AdLexer.SURROGATE,
                formulas.names(context.name()),
                block.body(),
                block.results());
    }

    private Statement scan(ScanContext context) {
        List<Statement.Scan.Carry> carries = context.carry().stream()
                .map(c -> new Statement.Scan.Carry(formulas.name(c.name()), formulas.expression(c.expression())))
                .toList();
        Binder step = new Binder(formulas.name(context.name()), Optional.of(formulas.range(context.range())));
        return new Statement.Scan(
                places.of(context),
                step,
                carries,
                formulas.optional(context.expression()),
                context.checkpoint() != null,
                body(context.block().line(), context.block()));
    }

    /** The statements of the braces, which end in a {@code return}. */
    private Block results(BlockContext context, String what) {
        List<LineContext> lines = context.line();
        int end = lines.size();
        for (int i = 0; i < lines.size() && end == lines.size(); i++) {
            end = lines.get(i).statement() instanceof ResultContext ? i : end;
        }
        List<Statement> body = body(lines.subList(0, end), context);
        if (end == lines.size()) {
            Token last = lines.isEmpty()
                    ? context.getStart()
                    : lines.get(end - 1).statement().getStop();
            throw new Refusal(
                    Diagnostic.at(places.behind(last), Code.E0102, "the braces of " + what + " end in a `return`")
                            .label("`return` is missing")
                            .help("write `return y` before the `}`, or several results as `return a, b`"));
        }
        if (lines.get(end).exception != null) {
            throw new Refusal(null);
        }
        ResultContext result = (ResultContext) lines.get(end).statement();

        if (end + 1 < lines.size()) {
            Span after = places.of(lines.get(end + 1).getStart());
            throw new Refusal(Diagnostic.at(after, Code.E0102, "nothing stands after `return`")
                    .note(places.of(result.getStart()), "the braces end with this"));
        }
        return new Block(body, formulas.expressions(result.expression()));
    }

    private List<Statement> body(List<LineContext> lines, BlockContext block) {
        List<Statement> statements = new ArrayList<>();
        boolean refused = block.exception != null;
        for (LineContext line : lines) {
            Optional<Statement> statement = inner(line);
            statement.ifPresent(statements::add);
            refused |= statement.isEmpty();
        }
        if (refused) {
            throw new Refusal(null);
        }
        return List.copyOf(statements);
    }

    private Optional<Statement> inner(LineContext line) {
        StatementContext context = line.statement();
        boolean allowed = line.exception != null
                || context instanceof DefinitionContext
                || context instanceof ScanContext
                || context instanceof ResultContext;
        if (!allowed) {
            Token word = context.getStart();
            diagnostics.add(
                    Diagnostic.at(places.of(word), Code.E0102, "`" + word.getText() + "` cannot stand inside braces")
                            .help("move this line to the top of the file, above its first use"));
            return Optional.empty();
        }
        return statement(line);
    }
}

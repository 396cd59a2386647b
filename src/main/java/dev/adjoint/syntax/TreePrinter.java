package dev.adjoint.syntax;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Writes a tree as {@code .ad} text that parses back to the same tree; comments other than documentation are gone. */
public final class TreePrinter implements Statement.Visitor<Void> {

    private static final String STEP = "  ";

    private final StringBuilder out = new StringBuilder();
    private final ExpressionPrinter formulas = new ExpressionPrinter(out);
    private String indent = "";

    private TreePrinter() {}

    /** The text of the tree, a line or block for each statement. */
    public static String print(Tree tree) {
        TreePrinter printer = new TreePrinter();
        printer.statements(tree.statements());
        return printer.out.toString();
    }

    /** The formula on one line. */
    public static String print(Expression expression) {
        StringBuilder out = new StringBuilder();
        new ExpressionPrinter(out).print(expression);
        return out.toString();
    }

    private void statements(List<Statement> statements) {
        for (Statement statement : statements) {
            statement.accept(this);
            out.append('\n');
        }
    }

    /** Documentation that all items share stands above the statement, other above its item, on a line of its own. */
    private <T> void items(String word, List<T> items, Function<T, String> doc, Consumer<T> item) {
        boolean shared = items.stream().map(doc).distinct().count() == 1;
        doc(doc.apply(items.get(0)));
        out.append(indent).append(word);
        for (int i = 0; i < items.size(); i++) {
            T each = items.get(i);
            boolean above = i > 0 && !shared && !doc.apply(each).isEmpty();
            out.append(i == 0 ? " " : above ? ",\n" : ", ");
            if (above) {
                doc(doc.apply(each));
                out.append(indent).append(STEP);
            }
            item.accept(each);
        }
    }

    private void doc(String text) {
        if (!text.isEmpty()) {
            text.lines()
                    .forEach(line -> out.append(indent)
                            .append(line.isEmpty() ? "##" : "## ")
                            .append(line)
                            .append('\n'));
        }
    }

    private void names(List<Name> names) {
        out.append(String.join(", ", names.stream().map(Name::text).toList()));
    }

    private void shape(List<Expression> sizes) {
        out.append('[');
        String comma = "";
        for (Expression size : sizes) {
            out.append(comma);
            formulas.print(size);
            comma = ",";
        }
        out.append(']');
    }

    private void value(String before, Optional<Expression> value) {
        value.ifPresent(e -> {
            out.append(before);
            formulas.print(e);
        });
    }

    @Override
    public Void dims(Statement.Dims dims) {
        items("dim", dims.dims(), Statement.Dims.Dim::doc, dim -> {
            out.append(dim.name());
            value(" = ", dim.size());
        });
        return null;
    }

    @Override
    public Void variables(Statement.Variables variables) {
        String word = variables.role() == Statement.Variables.Role.PARAM ? "param" : "input";
        items(word, variables.variables(), Statement.Variables.Variable::doc, variable -> {
            out.append(variable.name());
            if (!variable.sizes().isEmpty()) {
                shape(variable.sizes());
            }
            value(" in ", variable.in());
            value(" = ", variable.start());
        });
        return null;
    }

    @Override
    public Void consts(Statement.Consts consts) {
        items("const", consts.consts(), Statement.Definition::doc, this::equation);
        return null;
    }

    @Override
    public Void definition(Statement.Definition definition) {
        doc(definition.doc());
        out.append(indent);
        equation(definition);
        return null;
    }

    private void equation(Statement.Definition definition) {
        String comma = "";
        for (Statement.Definition.Target target : definition.targets()) {
            out.append(comma).append(target.name());
            if (!target.indices().isEmpty()) {
                out.append('[')
                        .append(String.join(
                                ",", target.indices().stream().map(Name::text).toList()))
                        .append(']');
            }
            comma = ", ";
        }
        definition.stated().ifPresent(sizes -> {
            out.append(" : ");
            shape(sizes);
        });
        value(" = ", Optional.of(definition.value()));
        if (!definition.where().isEmpty()) {
            out.append(" where ");
            formulas.binders(definition.where());
        }
    }

    @Override
    public Void function(Statement.Function function) {
        doc(function.doc());
        out.append(indent).append("fn ").append(function.name()).append('(');
        String comma = "";
        for (Statement.Function.Parameter parameter : function.parameters()) {
            out.append(comma).append(parameter.name());
            parameter.sizes().ifPresent(this::shape);
            comma = ", ";
        }
        out.append(')');
        if (function.body().isEmpty() && function.results().size() == 1) {
            value(" = ", Optional.of(function.results().get(0)));
        } else {
            block(function.body(), function.results());
        }
        function.backward().ifPresent(this::backward);
        return null;
    }

    private void backward(Statement.Function.Backward backward) {
        out.append(backward.surrogate() ? " surrogate " : " backward ");
        names(backward.names());
        if (backward.body().isEmpty()) {
            out.append(" = ");
            formulas.print(backward.results());
        } else {
            block(backward.body(), backward.results());
        }
    }

    private void block(List<Statement> body, List<Expression> results) {
        String outer = indent;
        indent = outer + STEP;
        out.append(" {\n");
        statements(body);
        if (!results.isEmpty()) {
            out.append(indent).append("return ");
            formulas.print(results);
            out.append('\n');
        }
        indent = outer;
        out.append(indent).append('}');
    }

    @Override
    public Void scan(Statement.Scan scan) {
        out.append(indent).append("scan ").append(scan.step().name()).append(" in ");
        formulas.range(scan.step().range().orElseThrow());
        String before = " carry ";
        for (Statement.Scan.Carry carry : scan.carries()) {
            out.append(before).append(carry.name());
            value(" = ", Optional.of(carry.first()));
            before = ", ";
        }
        value(" while ", scan.condition());
        out.append(scan.checkpoint() ? " checkpoint" : "");
        block(scan.body(), List.of());
        return null;
    }

    @Override
    public Void outputs(Statement.Outputs outputs) {
        out.append(indent).append("output ");
        names(outputs.names());
        return null;
    }

    @Override
    public Void use(Statement.Use use) {
        out.append(indent).append("use \"").append(use.path()).append('"');
        return null;
    }

    @Override
    public Void derive(Statement.Derive derive) {
        out.append(indent).append("derive ").append(derive.product());
        derive.value().ifPresent(value -> {
            out.append(' ');
            formulas.print(value);
        });
        if (!derive.wrt().isEmpty()) {
            out.append(" wrt ");
            names(derive.wrt());
        }
        derive.mode().ifPresent(mode -> out.append(" by ").append(mode));
        return null;
    }
}

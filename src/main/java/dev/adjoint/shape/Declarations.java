package dev.adjoint.shape;

import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.syntax.DefinedNames;
import dev.adjoint.syntax.Expression;
import dev.adjoint.syntax.Name;
import dev.adjoint.syntax.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** The declarations of a file: dims, params, inputs and functions. */
final class Declarations {

    private final Formulas formulas;
    private final List<Program.Size> dims = new ArrayList<>();
    private final List<Variable> params = new ArrayList<>();
    private final List<Variable> inputs = new ArrayList<>();

    Declarations(Formulas formulas) {
        this.formulas = formulas;
    }

    List<Program.Size> dims() {
        return dims;
    }

    List<Variable> params() {
        return params;
    }

    List<Variable> inputs() {
        return inputs;
    }

    /** The names that a statement adds to those of the file. */
    static List<Name> names(Statement statement) {
        return DefinedNames.of(statement);
    }

    /** Makes names known of which nothing is known, so that their uses are silent. */
    void broken(List<Name> names) {
        for (Name name : names) {
            if (formulas.scope().findHere(name.text()).isEmpty()) {
                formulas.scope().define(name.text(), new Named.Broken(name.span()));
            }
        }
    }

    /** Declares a name; if that is refused, nothing is known of it, and its uses are silent. */
    private <T> T declare(Name name, Supplier<T> declaration) {
        new Bodies(formulas, false).free(name);
        try {
            return declaration.get();
        } catch (Refusal refusal) {
            broken(List.of(name));
            throw refusal;
        }
    }

    private Whole size(Expression expression) {
        return new Wholes(formulas, Wholes.Purpose.SIZE).of(expression);
    }

    Whole dim(Statement.Dims.Dim written) {
        Name name = written.name();
        Whole value = declare(
                name,
                () -> written.size().isEmpty() ? Whole.of(new Dim(name.text(), OptionalLong.empty())) : sized(written));
        formulas.scope().define(name.text(), new Named.Size(value, name.span()));
        dims.add(new Program.Size(name.text(), value, name.span(), written.doc()));
        return value;
    }

    /** A number makes a dim of its own; anything else is that expression. */
    private Whole sized(Statement.Dims.Dim written) {
        Expression expression = written.size().orElseThrow();
        Whole value = size(expression);
        formulas.findings().atLeastOne(value, List.of(), expression.span(), "the size of " + written.name());
        return value.isNumber() ? Whole.of(new Dim(written.name().text(), OptionalLong.of(value.number()))) : value;
    }

    Variable variable(Statement.Variables.Role role, Statement.Variables.Variable written, Outputs outputs) {
        Variable variable = declare(written.name(), () -> made(role, written, outputs));
        (variable.role() == Variable.Role.PARAM ? params : inputs).add(variable);
        formulas.scope().define(variable.name(), new Named.Value(variable, variable.span()));
        return variable;
    }

    private Variable made(Statement.Variables.Role role, Statement.Variables.Variable written, Outputs outputs) {
        Name name = written.name();
        List<Whole> shape = new ArrayList<>();
        for (Expression expression : written.sizes()) {
            Whole size = size(expression);
            formulas.findings().atLeastOne(size, List.of(), expression.span(), "a size of " + name);
            shape.add(size);
        }
        boolean param = role == Statement.Variables.Role.PARAM;
        if (param && written.in().isPresent()) {
            throw new Refusal(Diagnostic.at(
                            written.in().get().span(),
                            Code.E0606,
                            "a param is a real number; only an input is an index")
                    .help("write `input " + name + " in "
                            + written.in().get().span().text() + "`"));
        }
        Optional<Whole> bound = written.in().map(in -> bound(in, name));
        Type type = new Type(bound.isPresent() ? Kind.INDEX : Kind.REAL, shape, false);
        Optional<Typed> start = written.start().map(s -> start(s, role, name, type, outputs));
        return new Variable(
                name.text(),
                param ? Variable.Role.PARAM : Variable.Role.INPUT,
                type,
                bound,
                start,
                name.span(),
                written.doc());
    }

    private Whole bound(Expression in, Name name) {
        Whole bound = size(in);
        formulas.findings().atLeastOne(bound, List.of(), in.span(), "the number of values of " + name);
        return bound;
    }

    private Typed start(Expression written, Statement.Variables.Role role, Name name, Type type, Outputs outputs) {
        if (role == Statement.Variables.Role.INPUT) {
            throw new Refusal(Diagnostic.at(
                            written.span(),
                            Code.E0603,
                            "an input has no start value; it is bound when the program runs")
                    .help("a fixed number is a const: `const " + name + " = "
                            + written.span().text() + "`"));
        }
        Typed start = Elements.real(Elements.number(formulas.column(written, "a start value"), "a start value"));
        if (!outputs.isConstant(start)) {
            throw new Refusal(
                    Diagnostic.at(written.span(), Code.E0603, "a start value is made of numbers, dims and consts"));
        }
        if (!start.type().isScalar() && !Sizes.same(start.type().shape(), type.shape())) {
            throw new Refusal(Diagnostic.at(
                            written.span(),
                            Code.E0603,
                            "the start value is `" + start.type() + "`, and `" + name + "` is " + Elements.quoted(type))
                    .label("" + start.type())
                    .note(name.span(), name + " is " + type));
        }
        return start;
    }

    /** A function is checked at each use; here, only that its names are known. */
    Named.Function function(Statement.Function function) {
        Named.Function named = declare(function.name(), () -> {
            Scope home = formulas.scope().snapshot(function.name().text());
            FunctionNames.check(function, home, formulas.findings());
            return new Named.Function(function, home);
        });
        formulas.scope().define(function.name().text(), named);
        return named;
    }
}

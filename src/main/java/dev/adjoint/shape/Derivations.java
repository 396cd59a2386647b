package dev.adjoint.shape;

import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.diagnostic.Spelling;
import dev.adjoint.shape.Derivation.Mode;
import dev.adjoint.shape.Derivation.Product;
import dev.adjoint.source.Span;
import dev.adjoint.syntax.Expression;
import dev.adjoint.syntax.Name;
import dev.adjoint.syntax.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The products of derivatives that a file asks for. They are looked at when all is defined, wherever they stand. */
final class Derivations {

    /** What others call a product, and how it is asked for here. */
    private static final Map<String, String> FOREIGN = Map.of(
            "gradient", "a gradient is there without being asked for: `valueAndGradient(theta, g)`",
            "grad", "a gradient is there without being asked for: `valueAndGradient(theta, g)`",
            "hvp", "Hessian times vector is `hessianVector`",
            "jac", "it is called `jacobian`",
            "hess", "it is called `hessian`");

    private final Scope scope;
    private final Findings findings;
    private final List<Statement.Derive> said = new ArrayList<>();
    private final Map<Derivation, Span> places = new LinkedHashMap<>();

    Derivations(Scope scope, Findings findings) {
        this.scope = scope;
        this.findings = findings;
    }

    void said(Statement.Derive statement) {
        said.add(statement);
    }

    List<Statement.Derive> said() {
        return said;
    }

    /** All that are asked for, each once. */
    List<Derivation> all() {
        return List.copyOf(places.keySet());
    }

    /** Takes in what a statement asks for. */
    Derivation add(Statement.Derive statement, List<Variable> params, List<Definition> outputs) {
        Product product = product(statement.product());
        List<Definition> of = statement
                .value()
                .map(value -> List.of(definition(value)))
                .orElseGet(() -> chosen(statement, product, outputs));
        Span place = statement
                .value()
                .map(Expression::span)
                .orElse(statement.product().span());
        if (product.isSecond() && !of.get(0).type().isScalar()) {
            throw noScalar(of.get(0), place, product);
        }
        List<Variable> wrt = wrt(statement, params);
        Optional<Mode> mode = statement.mode().map(word -> mode(word, product));
        Derivation made = new Derivation(product, name(product, of, outputs), of, wrt, mode);
        once(made, statement);
        return made;
    }

    private static Product product(Name word) {
        Optional<Product> product = Arrays.stream(Product.values())
                .filter(p -> p.word().equals(word.text()))
                .findFirst();
        return product.orElseThrow(() -> {
            List<String> words =
                    Arrays.stream(Product.values()).map(Product::word).toList();
            String help = Optional.ofNullable(FOREIGN.get(word.text()))
                    .or(() -> Spelling.closest(word.text(), words).map(w -> "did you mean `" + w + "`?"))
                    .orElse("there are " + quoted(words));
            return new Refusal(Diagnostic.at(word.span(), Code.E0607, "`" + word + "` cannot be derived")
                    .help(help));
        });
    }

    private static String quoted(List<String> words) {
        return words.stream().collect(Collectors.joining("`, `", "`", "`"));
    }

    private static boolean isReal(Definition definition) {
        return definition.type().kind() == Kind.REAL;
    }

    /** What is derived if nothing is said: all that is put out, or the first of it that fits. */
    private static List<Definition> chosen(Statement.Derive statement, Product product, List<Definition> outputs) {
        List<Definition> fitting = outputs.stream()
                .filter(o -> isReal(o) && (!product.isSecond() || o.type().isScalar()))
                .toList();
        if (fitting.isEmpty()) {
            String missing = product.isSecond() ? "no output is a single number" : "no output is a real number";
            throw new Refusal(Diagnostic.at(
                            statement.product().span(),
                            Code.E0607,
                            missing + ", so there is no `" + product.word() + "`")
                    .help("say what is derived: `derive " + product.word() + " e`"));
        }
        boolean all = product == Product.JVP || product == Product.VJP;
        return all ? fitting : fitting.subList(0, 1);
    }

    private Definition definition(Expression value) {
        if (!(value instanceof Expression.Variable variable)) {
            throw new Refusal(Diagnostic.at(value.span(), Code.E0607, "`derive` takes the name of a definition")
                    .help("give the formula a name above, `e = " + value.span().text() + "`, and derive `e`"));
        }
        Name name = new Name(variable.name(), variable.span());
        Named named = scope.find(name.text()).orElseThrow(() -> Names.unknownOutput(name, scope, findings));
        if (named instanceof Named.Broken) {
            throw Refusal.silent();
        }
        if (!(named instanceof Named.Value is) || !(is.symbol() instanceof Definition definition)) {
            throw new Refusal(Diagnostic.at(
                            name.span(), Code.E0607, "`" + name + "` is no definition, and only those are derived")
                    .note(named.place(), "it is declared here"));
        }
        if (!isReal(definition)) {
            String what = definition.type().kind() == Kind.TRUTH ? "a truth value" : "an index";
            throw new Refusal(
                    Diagnostic.at(name.span(), Code.E0607, "`" + name + "` is " + what + ", which has no derivative")
                            .note(named.place(), "it is defined here"));
        }
        return definition;
    }

    private static Refusal noScalar(Definition definition, Span place, Product product) {
        return new Refusal(Diagnostic.at(
                        place,
                        Code.E0607,
                        "a `" + product.word() + "` is one of a single number, and `" + definition.name() + "` is "
                                + Elements.quoted(definition.type()))
                .note(definition.span(), "it is defined here")
                .help(
                        "first derivatives of an array are a `jacobian`; second ones are those of a number made of it, such as"
                                + " `sum(" + definition.name() + ".^2)`"));
    }

    private List<Variable> wrt(Statement.Derive statement, List<Variable> params) {
        if (statement.wrt().isEmpty()) {
            if (params.isEmpty()) {
                throw new Refusal(
                        Diagnostic.at(statement.product().span(), Code.E0608, "there are no params to derive by")
                                .help("say the inputs: `derive " + statement.product() + " wrt x`"));
            }
            return params;
        }
        List<Variable> wrt = new ArrayList<>();
        for (Name name : statement.wrt()) {
            Variable variable = variable(name);
            if (wrt.contains(variable)) {
                throw new Refusal(Diagnostic.at(name.span(), Code.E0608, "`" + name + "` is said twice after `wrt`"));
            }
            wrt.add(variable);
        }
        return wrt;
    }

    private Variable variable(Name name) {
        Named named = scope.find(name.text())
                .orElseThrow(() -> Names.unknownValue(name.text(), name.span(), scope, findings));
        if (named instanceof Named.Broken) {
            throw Refusal.silent();
        }
        Diagnostic not = Diagnostic.at(name.span(), Code.E0608, "nothing is derived with respect to `" + name + "`")
                .note(named.place(), "it is declared here");
        if (!(named instanceof Named.Value value) || !(value.symbol() instanceof Variable variable)) {
            throw new Refusal(
                    not.label("neither a param nor an input").help("after `wrt` stand params and real inputs"));
        }
        if (variable.type().kind() == Kind.INDEX) {
            throw new Refusal(not.label("an index")
                    .help("after `wrt` stand params and real inputs; an index does not move by a little"));
        }
        return variable;
    }

    private static Mode mode(Name word, Product product) {
        if (product != Product.JACOBIAN && product != Product.SPARSE_JACOBIAN) {
            throw new Refusal(Diagnostic.at(
                    word.span(),
                    Code.E0607,
                    "there is one way to a `" + product.word() + "`, so `by` says nothing here"));
        }
        return switch (word.text()) {
            case "forward" -> Mode.FORWARD;
            case "reverse" -> Mode.REVERSE;
            default ->
                throw new Refusal(Diagnostic.at(word.span(), Code.E0607, "a Jacobian is by `forward` or by `reverse`"));
        };
    }

    private static String name(Product product, List<Definition> of, List<Definition> outputs) {
        List<Definition> fitting = outputs.stream()
                .filter(o -> isReal(o) && (!product.isSecond() || o.type().isScalar()))
                .toList();
        boolean all = product == Product.JVP || product == Product.VJP;
        boolean isPlain = all ? of.equals(fitting) : fitting.indexOf(of.get(0)) == 0;
        return isPlain ? product.word() : product.word() + "_" + of.get(0).name();
    }

    /** The same may be said twice, in the file and by an option; of two that differ, one method cannot be both. */
    private void once(Derivation made, Statement.Derive statement) {
        for (Map.Entry<Derivation, Span> other : places.entrySet()) {
            if (other.getKey().name().equals(made.name()) && !other.getKey().equals(made)) {
                throw new Refusal(Diagnostic.at(
                                statement.span(), Code.E0607, "`" + made.name() + "` is asked for twice, and not alike")
                        .note(other.getValue(), "it is asked for here")
                        .help("one matrix holds all that stands after one `wrt`: `wrt a, b`"));
            }
        }
        places.putIfAbsent(made, statement.span());
    }
}

package dev.adjoint.java;

import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.diagnostic.Diagnostics;
import dev.adjoint.loops.Loops;
import dev.adjoint.loops.Product;
import dev.adjoint.shape.Derivation;
import dev.adjoint.shape.Program;
import dev.adjoint.shape.Symbol;
import dev.adjoint.source.Span;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The public methods of the generated class that have a name of the user's. */
final class Accessors {

    private final Map<String, String> methods = new HashMap<>();
    private final NameTable table = NameTable.ofMethods();

    /** A name of the user's that becomes one of the class. */
    private record Named(String name, Span span) {}

    /** Settles the names; two that become one are reported. */
    Accessors(Loops loops, Diagnostics diagnostics) {
        Map<String, Named> owners = new HashMap<>();
        for (Named named : names(loops)) {
            String method = table.wish(named.name());
            Named other = owners.putIfAbsent(method, named);
            if (other != null && !other.name().equals(named.name())) {
                diagnostics.add(Diagnostic.at(
                                named.span(),
                                Code.E0901,
                                "`" + other.name() + "` and `" + named.name() + "` are both `" + method + "` in Java")
                        .note(other.span(), "`" + other.name() + "` is here")
                        .help("give one of them another name"));
            }
            methods.put(named.name(), method);
            table.take(method);
        }
        loops.wrt().forEach(v -> table.take("gradient_" + Spelling.name(v.name())));
        for (Product product : loops.products()) {
            String method = of(product.derivation());
            Named other = owners.get(method);
            if (other != null) {
                diagnostics.add(Diagnostic.at(
                                other.span(),
                                Code.E0901,
                                "`" + other.name() + "` and the "
                                        + product.derivation().product().word() + " of `"
                                        + product.derivation().of().get(0) + "` are both `" + method + "` in Java")
                        .help("give `" + other.name() + "` another name"));
            }
            table.take(method);
            if (hasValues(product.derivation())) {
                table.take(withValues(product.derivation()));
            }
            if (product.sparse().isPresent()) {
                table.take(starts(product.derivation()));
                table.take(columns(product.derivation()));
            }
        }
    }

    private static Set<Named> names(Loops loops) {
        Program program = loops.program();
        Set<Named> names = new LinkedHashSet<>();
        program.dims().forEach(d -> names.add(new Named(d.name(), d.span())));
        program.params().forEach(p -> names.add(new Named(p.name(), p.span())));
        program.inputs().forEach(i -> names.add(new Named(i.name(), i.span())));
        loops.outputs().forEach(o -> names.add(new Named(o.name(), o.span())));
        return names;
    }

    /** The method for a param, input or output. */
    String of(Symbol symbol) {
        return of(symbol.name());
    }

    /** The method for a param, input, output or dim by the user's name. */
    String of(String name) {
        return methods.get(name);
    }

    /** The method for the gradient of an input. */
    static String gradient(Symbol input) {
        return "gradient_" + Spelling.name(input.name());
    }

    /** The method for a product. */
    static String of(Derivation product) {
        return Spelling.name(product.name());
    }

    /** The method for a Jacobian together with what it is the Jacobian of. */
    static String withValues(Derivation jacobian) {
        String name = of(jacobian);
        return "valueAnd" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    /** Whether a product is also made together with what it is of. */
    static boolean hasValues(Derivation product) {
        return product.isMatrix() && !product.product().isSecond();
    }

    /** The method for where the rows of a sparse matrix begin. */
    static String starts(Derivation matrix) {
        return of(matrix) + "Starts";
    }

    /** The method for the columns of what a sparse matrix stores. */
    static String columns(Derivation matrix) {
        return of(matrix) + "Columns";
    }

    /** A name for a private method. */
    String helper(String proposal) {
        return table.claim(proposal);
    }
}

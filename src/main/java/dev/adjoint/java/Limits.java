package dev.adjoint.java;

import com.palantir.javapoet.TypeSpec;
import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.diagnostic.Diagnostics;
import dev.adjoint.loops.Buffer;
import dev.adjoint.loops.Loops;
import dev.adjoint.loops.Product;
import dev.adjoint.loops.Touched;
import dev.adjoint.shape.Derivation;
import dev.adjoint.shape.Program;
import dev.adjoint.shape.Variable;
import dev.adjoint.shape.Whole;
import dev.adjoint.source.Span;
import java.util.List;
import java.util.OptionalLong;

/** What no Java class can hold, whatever the sizes are at run time. */
final class Limits {

    /** A Java constructor takes 255 words, one of which is the object. */
    private static final int MOST_DIMS = 254;

    /** Of the 65,535 places of a constant pool; the others are for what every class has. */
    private static final int MOST_CONSTANTS = 60_000;

    private Limits() {}

    static void check(Loops loops, Diagnostics diagnostics) {
        Program program = loops.program();
        checkDims(program, diagnostics);
        program.dims().forEach(d -> checkCount(d.name(), known(d.value()), d.span(), diagnostics));
        program.params().forEach(p -> checkCount(p, diagnostics));
        program.inputs().forEach(i -> checkCount(i, diagnostics));
        if (diagnostics.hasErrors()) {
            return;
        }
        Span place = program.outputs().get(0).span();
        Whole parameters = program.params().stream()
                .map(p -> Sizes.count(p.type().shape()))
                .reduce(Whole.ZERO, Whole::plus);
        checkCount("theta", known(parameters), place, diagnostics);
        for (Derivation derivation : program.derivations()) {
            if (derivation.isDense()) {
                Whole count = derivation.rows().times(derivation.columns());
                checkCount(
                        derivation.name(), known(count), derivation.of().get(0).span(), diagnostics);
            }
        }
        for (Product product : loops.products()) {
            product.sparse()
                    .ifPresent(matrix -> checkCount(
                            "the places of " + matrix.name(),
                            known(matrix.places()),
                            product.derivation().of().get(0).span(),
                            diagnostics));
        }
        for (Buffer buffer : loops.buffers()) {
            if (!diagnostics.hasErrors()) {
                checkCount(buffer.name(), known(Sizes.count(buffer.shape())), place, diagnostics);
            }
        }
    }

    private static void checkDims(Program program, Diagnostics diagnostics) {
        List<Program.Size> open =
                program.dims().stream().filter(Program.Size::isOpen).toList();
        if (open.size() > MOST_DIMS) {
            Program.Size first = open.get(MOST_DIMS);
            String message =
                    open.size() + " dims are open, and a Java constructor takes at most " + MOST_DIMS + " numbers";
            diagnostics.add(Diagnostic.at(first.span(), Code.E0903, message)
                    .help("set some of them, for example `dim " + first.name() + " = 2`"));
        }
    }

    private static void checkCount(Variable variable, Diagnostics diagnostics) {
        OptionalLong count = known(Sizes.count(variable.type().shape()));
        checkCount(variable.name(), count, variable.span(), diagnostics);
    }

    private static void checkCount(String name, OptionalLong count, Span place, Diagnostics diagnostics) {
        if (count.isPresent() && count.getAsLong() > Sizes.LARGEST) {
            diagnostics.add(Diagnostic.at(
                            place,
                            Code.E0903,
                            "`" + name + "` is " + count.getAsLong() + " long, and a Java array holds at most "
                                    + Sizes.LARGEST + " numbers")
                    .help("choose smaller sizes"));
        }
    }

    /** Reports a class whose constant pool would overflow: each name, method and number takes a few of its places. */
    static void check(TypeSpec type, Loops loops, Diagnostics diagnostics) {
        int names = type.fieldSpecs().size() + type.methodSpecs().size();
        int numbers = Touched.by(loops).constants().size();
        if (3 * names + 2 * numbers > MOST_CONSTANTS) {
            diagnostics.add(Diagnostic.at(
                            loops.program().outputs().get(0).span(),
                            Code.E0903,
                            "the class would have " + names + " fields and methods and " + numbers
                                    + " different numbers, more than fit into one")
                    .help("collect definitions in arrays, by index, or split the program"));
        }
    }

    /** The number, or the largest one where it is out of range. */
    private static OptionalLong known(Whole whole) {
        try {
            return whole.known();
        } catch (ArithmeticException overflow) {
            return OptionalLong.of(Long.MAX_VALUE);
        }
    }
}

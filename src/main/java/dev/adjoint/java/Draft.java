package dev.adjoint.java;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import dev.adjoint.loops.Loops;
import dev.adjoint.loops.Section;
import dev.adjoint.shape.Program;
import dev.adjoint.shape.Symbol;
import dev.adjoint.shape.Whole;
import java.util.List;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/** What the writers of the class's methods share. */
record Draft(Members members, Accessors accessors, Chunks chunks, Methods methods, Crew crew) {

    /** The names of private methods. */
    record Methods(
            String run,
            String runFused,
            String requirements,
            String derive,
            String allocate,
            String checkArrays,
            String checkInputs,
            String checkComputed,
            String checkLoaded,
            String checkGradient) {

        static Methods of(Accessors names) {
            return new Methods(
                    names.helper("run"),
                    names.helper("runFused"),
                    names.helper("checkRequirements"),
                    names.helper("derive"),
                    names.helper("allocate"),
                    names.helper("checkArrays"),
                    names.helper("checkInputs"),
                    names.helper("checkComputed"),
                    names.helper("checkLoaded"),
                    names.helper("checkGradient"));
        }
    }

    private static final int MANY_TERMS = 12;

    Loops loops() {
        return members.loops;
    }

    Program program() {
        return members.loops.program();
    }

    Sizes sizes() {
        return members.sizes;
    }

    TypeName reals() {
        return ArrayTypeName.of(members.real);
    }

    String helper(Helpers.Helper helper) {
        return members.helpers.use(helper);
    }

    /** Whether values and gradients are computed in one section, behind which {@code backward} needs a forward pass. */
    boolean isFused() {
        return loops().section(Section.FUSED).isPresent();
    }

    /** An expression over fields, for a method that copies none of them. */
    Elements elements() {
        return new Elements(new Frame(members));
    }

    /** The number of elements of an array of a shape, as an int expression. */
    CodeBlock count(List<Whole> shape) {
        Elements elements = elements();
        return elements.position(Members.At.of(0), elements.size(shape)).code();
    }

    CodeBlock whole(Whole whole) {
        return new Wholes(new Frame(members)).subscript(whole).code();
    }

    /** The string literal {@code " = N*D"}, or an empty one where the number says it all. */
    CodeBlock formula(List<Whole> shape) {
        String words = sizes().words(shape);
        return Spelling.literal(words.matches("[0-9*]+") ? "" : " = " + words);
    }

    /** The string literal {@code " = H*D + H + C*H + C"}. */
    CodeBlock formula(List<Members.Slice> slices, Whole total) {
        if (total.isNumber() || slices.size() > MANY_TERMS) {
            return Spelling.literal("");
        }
        return Spelling.literal(
                " = " + slices.stream().map(s -> sizes().words(s.shape())).collect(Collectors.joining(" + ")));
    }

    /** {@code x[D]}, as a string literal with words around it. */
    CodeBlock named(String before, Symbol symbol, String after) {
        return Spelling.literal(
                before + symbol.name() + sizes().brackets(symbol.type().shape()) + after);
    }

    static MethodSpec.Builder publicMethod(String name) {
        return MethodSpec.methodBuilder(name).addModifiers(Modifier.PUBLIC);
    }

    static MethodSpec.Builder privateMethod(String name) {
        return MethodSpec.methodBuilder(name).addModifiers(Modifier.PRIVATE);
    }

    /** Javadoc in which names and formulas are no markup; {@code words} is HTML already. */
    static CodeBlock javadoc(String words) {
        return CodeBlock.of("$L\n", words);
    }
}

package dev.adjoint.java;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import dev.adjoint.loops.Buffer;
import dev.adjoint.loops.Nest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Modifier;

/** The private methods in which the loops stand: {@code forward1()}, {@code pullback1(g)}. */
final class SectionMethods {

    private final Draft draft;
    private final Members members;
    private final Map<String, List<String>> names = new HashMap<>();

    SectionMethods(Draft draft) {
        this.draft = draft;
        this.members = draft.members();
    }

    List<MethodSpec> write(Sections sections) {
        List<MethodSpec> methods = new ArrayList<>();
        for (Sections.Section section : sections.all()) {
            List<String> mine = new ArrayList<>();
            for (List<Nest> nests : section.methods()) {
                mine.add(draft.accessors().helper(section.name() + (mine.size() + 1)));
                methods.add(method(mine.get(mine.size() - 1), section, nests));
            }
            names.put(section.name(), mine);
        }
        return methods;
    }

    /**
     * Writes
     *
     * <pre>
     *     private void forward1() {
     *         int H = this.H;
     *         double[] theta = this.theta;
     *         …
     *     }
     * </pre>
     */
    private MethodSpec method(String name, Sections.Section section, List<Nest> nests) {
        Frame frame = new Frame(members);
        for (Buffer buffer : Touched.by(nests).written()) {
            if (members.home(buffer) instanceof Members.Single single) {
                frame.keep(buffer, single.variable());
            }
        }
        Statements statements = new Statements(frame);
        nests.forEach(statements::nest);
        MethodSpec.Builder method = MethodSpec.methodBuilder(name).addModifiers(Modifier.PRIVATE);
        if (section.isReverse()) {
            method.addParameter(ArrayTypeName.of(members.real), "g");
        }
        CodeBlock copies = frame.copies();
        return method.addCode(copies)
                .addCode(copies.isEmpty() ? "" : "\n")
                .addCode(statements.code())
                .addCode(frame.stores())
                .build();
    }

    /** Writes {@code forward1();} and so on, or {@code pullback1(g);}. */
    CodeBlock calls(Sections.Section section) {
        List<Chunks.Piece> pieces = new ArrayList<>();
        for (String name : names.get(section.name())) {
            CodeBlock call = CodeBlock.builder()
                    .addStatement(section.isReverse() ? "$L(g)" : "$L()", name)
                    .build();
            pieces.add(new Chunks.Piece(call, 5));
        }
        ParameterSpec g = ParameterSpec.builder(draft.reals(), "g").build();
        return draft.chunks().pack(section.name(), section.isReverse() ? List.of(g) : List.of(), pieces);
    }
}

package dev.adjoint.java;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import dev.adjoint.loops.Buffer;
import dev.adjoint.loops.Section;
import dev.adjoint.loops.Step;
import dev.adjoint.loops.Touched;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Modifier;

/** The private methods in which the loops stand: {@code forward1()}, {@code pullback1(g)}. */
final class SectionMethods {

    /** What nothing asks for behind a method that computes values and gradients. */
    private static final Set<Buffer.Place> PASSING = EnumSet.of(Buffer.Place.SCRATCH, Buffer.Place.SEED);

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
            section.methods().forEach(m -> mine.add(draft.accessors().helper(section.name() + (mine.size() + 1))));
            names.put(section.name(), mine);
            for (int k = 0; k < mine.size(); k++) {
                Sections.Method method = section.methods().get(k);
                if (method.share().isPresent()) {
                    draft.crew().add(mine.get(k), arrays(section));
                }
                methods.add(method(mine.get(k), section, method));
            }
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
    private MethodSpec method(String name, Sections.Section section, Sections.Method method) {
        Frame frame = new Frame(members);
        for (Buffer buffer : Touched.by(method.nests()).written()) {
            if (members.home(buffer) instanceof Members.Single single) {
                boolean isPassing = section.role() == Section.Role.FUSED && PASSING.contains(buffer.place());
                if (isPassing) {
                    frame.own(buffer, single.variable());
                } else {
                    frame.keep(buffer, single.variable());
                }
            }
        }
        MethodSpec.Builder spec = MethodSpec.methodBuilder(name).addModifiers(Modifier.PRIVATE);
        method.share()
                .ifPresent(share -> List.of(share.from(), share.to())
                        .forEach(bound -> spec.addParameter(int.class, frame.declare(bound))));
        arrays(section).forEach(array -> spec.addParameter(type(section), array));
        method.around().forEach(index -> spec.addParameter(int.class, frame.declare(index)));
        Statements statements = new Statements(frame, invoke -> call(section, invoke, frame));
        method.nests().forEach(statements::nest);
        CodeBlock copies = frame.copies();
        return spec.addCode(copies)
                .addCode(copies.isEmpty() ? "" : "\n")
                .addCode(statements.code())
                .addCode(frame.stores())
                .build();
    }

    /** Writes {@code pullback3(g, t)}. */
    private CodeBlock call(Sections.Section section, Step.Invoke invoke, Frame frame) {
        List<String> arguments = new ArrayList<>(arrays(section));
        invoke.indices().forEach(index -> arguments.add(frame.name(index)));
        return CodeBlock.of("$L($L)", names.get(section.name()).get(invoke.method()), String.join(", ", arguments));
    }

    /** The arrays of the caller's that the methods of a section take. */
    private static List<String> arrays(Sections.Section section) {
        return switch (section.role()) {
            case FORWARD, SLOPES -> List.of();
            case REVERSE, FUSED -> List.of("g");
            case PRODUCT -> List.of("v", "out");
            case PATTERN -> List.of("rows", "columns");
            case ENTRIES -> List.of("entries");
        };
    }

    private TypeName type(Sections.Section section) {
        return ArrayTypeName.of(section.role() == Section.Role.PATTERN ? TypeName.INT : members.real);
    }

    /** Writes {@code forward1();} and so on, or {@code pullback1(g);}. */
    CodeBlock calls(Sections.Section section) {
        List<Chunks.Piece> pieces = new ArrayList<>();
        List<String> its = names.get(section.name());
        for (int k = 0; k < its.size(); k++) {
            if (!section.methods().get(k).around().isEmpty()) {
                continue;
            }
            String name = its.get(k);
            Optional<Step.Share> share = section.methods().get(k).share();
            CodeBlock call = share.isPresent()
                    ? draft.crew().call(share.get(), name)
                    : CodeBlock.of("$L($L)", name, String.join(", ", arrays(section)));
            CodeBlock statement = CodeBlock.builder().addStatement("$L", call).build();
            pieces.add(new Chunks.Piece(statement, share.isPresent() ? 40 : 5));
        }
        List<ParameterSpec> parameters = arrays(section).stream()
                .map(array -> ParameterSpec.builder(type(section), array).build())
                .toList();
        return draft.chunks().pack(section.name(), parameters, pieces);
    }
}

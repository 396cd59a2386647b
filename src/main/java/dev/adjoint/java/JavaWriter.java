package dev.adjoint.java;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.adjoint.Options;
import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.diagnostic.Diagnostics;
import dev.adjoint.loops.Loops;
import dev.adjoint.shape.Program;
import dev.adjoint.source.Source;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.Modifier;

/** The last phase: writes loop nests down as a Java class. */
public final class JavaWriter {

    /** A Java constructor takes 255 words, one of which is the object. */
    private static final int MOST_DIMS = 254;

    private JavaWriter() {}

    /**
     * The class of a program.
     *
     * @param toolVersion goes into the first line of the file
     * @return nothing if {@code diagnostics} says why there can be no such class
     */
    public static Optional<JavaClass> write(Loops loops, Options options, String toolVersion, Diagnostics diagnostics) {
        Diagnostics mine = new Diagnostics();
        Source source = loops.program().source();
        Optional<String> name = ClassNames.checked(source, options, mine);
        Accessors accessors = new Accessors(loops, mine);
        checkLimits(loops.program(), mine);
        Optional<JavaClass> result = Optional.empty();
        if (name.isPresent() && !mine.hasErrors()) {
            ClassName self = ClassName.get(options.packageName(), name.get());
            TypeSpec type = type(Completion.of(loops), options, self, accessors, mine);
            result = Optional.of(
                    new JavaClass(options.packageName(), name.get(), file(source, toolVersion, self, type)));
        }
        diagnostics.addAll(mine);
        return mine.hasErrors() ? Optional.empty() : result;
    }

    private static void checkLimits(Program program, Diagnostics diagnostics) {
        List<Program.Size> open =
                program.dims().stream().filter(Program.Size::isOpen).toList();
        if (open.size() > MOST_DIMS) {
            diagnostics.add(Diagnostic.at(
                            open.get(MOST_DIMS).span(),
                            Code.E0903,
                            open.size() + " dims are open, and a Java constructor takes at most " + MOST_DIMS
                                    + " numbers")
                    .help("set some of them: `dim " + open.get(MOST_DIMS).name() + " = 2`, or `--dim "
                            + open.get(MOST_DIMS).name() + "=2`"));
        }
    }

    private static TypeSpec type(
            Loops loops, Options options, ClassName self, Accessors accessors, Diagnostics diagnostics) {
        Sections sections = new Sections(loops);
        Members members = new Members(loops, options, self, accessors, sections.locals());
        Draft draft = new Draft(members, accessors, new Chunks(accessors), Draft.Methods.of(accessors));

        SectionMethods loopMethods = new SectionMethods(draft);
        List<MethodSpec> computing = loopMethods.write(sections);
        Inputs inputs = new Inputs(draft);
        Parameters parameters = new Parameters(draft);
        List<MethodSpec> methods = new ArrayList<>();
        List<MethodSpec> binding = inputs.write();
        methods.addAll(new Constructor(draft).write(inputs));
        methods.addAll(binding);
        methods.addAll(new Api(draft, sections, loopMethods).write());
        methods.addAll(new Outputs(draft).write());
        methods.addAll(parameters.write(new Starts(draft, diagnostics)));
        methods.addAll(computing);
        methods.addAll(draft.chunks().methods());
        methods.addAll(members.helpers.write());

        TypeSpec.Builder type = TypeSpec.classBuilder(self).addModifiers(Modifier.PUBLIC, Modifier.FINAL);
        if (options.generatedAnnotation()) {
            type.addAnnotation(AnnotationSpec.builder(ClassName.get("javax.annotation.processing", "Generated"))
                    .addMember("value", "$S", "dev.adjoint")
                    .build());
        }
        type.addJavadoc(Javadocs.ofClass(draft));
        new Fields(draft).write().forEach(type::addField);
        methods.stream().filter(JavaWriter::isPublic).forEach(type::addMethod);
        methods.stream().filter(m -> !isPublic(m)).forEach(type::addMethod);
        return type.addType(parameters.entry()).build();
    }

    private static boolean isPublic(MethodSpec method) {
        return method.modifiers().contains(Modifier.PUBLIC);
    }

    private static String file(Source source, String toolVersion, ClassName self, TypeSpec type) {
        CodeBlock first = CodeBlock.of(
                "$L",
                Spelling.comment("Generated by Adjoint " + toolVersion + " from " + ClassNames.file(source)
                        + ", SHA-256 " + digest(source.text())));
        return JavaFile.builder(self.packageName(), type)
                .addFileComment("$L", first)
                .indent("    ")
                .build()
                .toString();
    }

    /** The first 16 digits of the digest of the text, whatever its line ends are. */
    private static String digest(String text) {
        try {
            byte[] bytes = text.replace("\r\n", "\n").replace('\r', '\n').getBytes(StandardCharsets.UTF_8);
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

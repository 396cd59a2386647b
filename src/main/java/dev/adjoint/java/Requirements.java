package dev.adjoint.java;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import dev.adjoint.java.Chunks.Piece;
import dev.adjoint.loops.LinearMap;
import dev.adjoint.loops.Product;
import dev.adjoint.loops.Touched;
import dev.adjoint.shape.Derivation;
import dev.adjoint.shape.Dim;
import dev.adjoint.shape.Program;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;

/** The checks of sizes: what the program requires of them, and that every array can be that long. */
final class Requirements {

    /** {@code S - K + 1 must be at least 1: it is the size of SO}. */
    private static final Pattern AT_LEAST = Pattern.compile("(.+?) must be at least (-?\\d+)(?:: (.*))?");

    private static final int CHUNK = 100;

    private final Draft draft;
    private final Sizes sizes;
    private final List<MethodSpec> methods = new ArrayList<>();

    Requirements(Draft draft) {
        this.draft = draft;
        this.sizes = draft.sizes();
    }

    private List<Sizes.Named> arguments() {
        Set<Dim> dims = new LinkedHashSet<>();
        for (Program.Requirement requirement : draft.program().requirements()) {
            requirement
                    .oneOf()
                    .forEach(w ->
                            w.atoms().stream().filter(Dim.class::isInstance).forEach(a -> dims.add((Dim) a)));
        }
        return sizes.open().stream()
                .filter(n -> dims.contains((Dim) n.value().atom().orElseThrow()))
                .toList();
    }

    /** The call that checks the requirements, for sizes that are parameters or fields. */
    Optional<CodeBlock> call() {
        if (draft.program().requirements().isEmpty()) {
            return Optional.empty();
        }
        String arguments =
                String.join(", ", arguments().stream().map(Sizes.Named::field).toList());
        return Optional.of(CodeBlock.builder()
                .addStatement("$L($L)", draft.methods().requirements(), arguments)
                .build());
    }

    /**
     * Writes
     *
     * <pre>
     *     private void checkRequirements(int S, int K) {
     *         if ((long) S - K &lt; 0) {
     *             throw new IllegalArgumentException("S - K + 1, the size of SO, must be at least 1: it is " + …);
     *         }
     *     }
     * </pre>
     */
    Optional<MethodSpec> write() {
        if (draft.program().requirements().isEmpty()) {
            return Optional.empty();
        }
        List<ParameterSpec> parameters = arguments().stream()
                .map(n -> ParameterSpec.builder(int.class, n.field()).build())
                .toList();
        List<Piece> pieces =
                draft.program().requirements().stream().map(this::requirement).toList();
        return Optional.of(Draft.privateMethod(draft.methods().requirements())
                .addParameters(parameters)
                .addCode(draft.chunks().pack(draft.methods().requirements(), parameters, pieces))
                .build());
    }

    private Piece requirement(Program.Requirement requirement) {
        CodeBlock.Builder condition = CodeBlock.builder();
        for (Whole whole : requirement.oneOf()) {
            condition.add(
                    condition.isEmpty() ? "$L < 0" : " && $L < 0", value(whole).least(Text.RELATION + 1));
        }
        CodeBlock code = CodeBlock.builder()
                .beginControlFlow("if ($L)", condition.build())
                .addStatement("throw new $T($L)", IllegalArgumentException.class, message(requirement))
                .endControlFlow()
                .build();
        return new Piece(code, 60 + 20 * arguments().size());
    }

    private Text value(Whole whole) {
        return Wholes.unchecked(new Frame(draft.members()), whole);
    }

    /** {@code "S - K + 1, the size of SO, must be at least 1: it is " + … + " for S = " + S + ", K = " + K}. */
    private CodeBlock message(Program.Requirement requirement) {
        CodeBlock.Builder code = CodeBlock.builder();
        Matcher atLeast = AT_LEAST.matcher(requirement.text());
        if (requirement.oneOf().size() == 1 && atLeast.matches()) {
            long least = Long.parseLong(atLeast.group(2));
            code.add("$L", Spelling.literal(condition(atLeast, least) + ": it is "));
            code.add(" + $L", value(requirement.oneOf().get(0).plus(least)).least(Text.SUM + 1));
        } else {
            code.add("$L", Spelling.literal(requirement.text() + "; it is not so"));
        }
        String before = " for ";
        for (Sizes.Named dim : open(requirement)) {
            code.add(" + $L + $L", Spelling.literal(before + dim.size().name() + " = "), dim.field());
            before = ", ";
        }
        return code.build();
    }

    /** {@code S - K + 1, the size of SO, must be at least 1}. */
    private static String condition(Matcher atLeast, long least) {
        String why = atLeast.group(3) == null ? "" : atLeast.group(3);
        boolean isName = why.startsWith("it is ");
        String name = isName ? ", " + why.substring("it is ".length()) + "," : "";
        String reason = isName || why.isEmpty() ? "" : " (" + why + ")";
        return atLeast.group(1) + name + " must be at least " + least + reason;
    }

    private List<Sizes.Named> open(Program.Requirement requirement) {
        return sizes.open().stream()
                .filter(n -> requirement.oneOf().stream()
                        .anyMatch(w -> w.atoms().contains(n.value().atom().orElseThrow())))
                .toList();
    }

    /** The calls that check that every array can be that long, as the fields of the sizes say. */
    CodeBlock arrays() {
        Map<Whole, String> counts = counts();
        CodeBlock.Builder code = CodeBlock.builder();
        List<Map.Entry<Whole, String>> entries = List.copyOf(counts.entrySet());
        for (int from = 0; from < entries.size(); from += CHUNK) {
            String name = from == 0
                    ? draft.methods().checkArrays()
                    : draft.accessors().helper("checkArrays");
            code.addStatement("$L()", name);
            methods.add(checkArrays(name, entries.subList(from, Math.min(from + CHUNK, entries.size()))));
        }
        return code.build();
    }

    /** The methods that {@link #arrays} calls. */
    List<MethodSpec> methods() {
        return methods;
    }

    /** The lengths of arrays and the bounds of loops that could exceed an int, each with what it is the length of. */
    private Map<Whole, String> counts() {
        Map<Whole, String> counts = new LinkedHashMap<>();
        Members members = draft.members();
        draft.loops()
                .buffers()
                .forEach(b -> counts.putIfAbsent(Sizes.count(b.shape()), b.name() + sizes.brackets(b.shape())));
        counts.putIfAbsent(members.parameters(), "theta, " + members.parameters() + ",");
        counts.putIfAbsent(members.seedCount(), "the seeds, " + members.seedCount() + ",");
        for (LinearMap map : draft.loops().maps()) {
            counts.putIfAbsent(map.from().length(), "v, " + map.from().length() + ",");
            counts.putIfAbsent(
                    map.to().length(), "the vector made of v, " + map.to().length() + ",");
        }
        for (Product matrix : members.matrices()) {
            Derivation its = matrix.derivation();
            counts.putIfAbsent(its.rows().times(its.columns()), Derivatives.size(its));
        }
        for (Product matrix : draft.members().sparse()) {
            counts.putIfAbsent(
                    matrix.sparse().orElseThrow().places(),
                    "the places of " + matrix.derivation().name());
        }
        Touched.by(draft.loops()).bounds().stream()
                .filter(Whole::isSize)
                .forEach(bound -> counts.putIfAbsent(bound, "the range up to " + sizes.word(bound)));
        counts.keySet()
                .removeIf(c ->
                        sizes.range(c).most() <= Sizes.LARGEST || sizes.of(c).isPresent());
        return counts;
    }

    /** Writes {@code private void checkArrays()}, which names the largest array when it refuses. */
    private MethodSpec checkArrays(String name, List<Map.Entry<Whole, String>> counts) {
        CodeBlock.Builder lengths = CodeBlock.builder();
        CodeBlock.Builder names = CodeBlock.builder();
        for (Map.Entry<Whole, String> count : counts) {
            String comma = lengths.isEmpty() ? "" : ", ";
            lengths.add(
                    "$L$L",
                    comma,
                    new Wholes(new Frame(draft.members())).real(count.getKey()).code());
            names.add("$L$L", comma, Spelling.literal(count.getValue()));
        }
        return MethodSpec.methodBuilder(name)
                .addModifiers(Modifier.PRIVATE)
                .addStatement("double[] lengths = {$L}", lengths.build())
                .addStatement("$T[] names = {$L}", String.class, names.build())
                .addStatement("int largest = 0")
                .beginControlFlow("for (int k = 1; k < lengths.length; k++)")
                .beginControlFlow("if (lengths[k] > lengths[largest])")
                .addStatement("largest = k")
                .endControlFlow()
                .endControlFlow()
                .beginControlFlow("if (lengths[largest] > $L.0)", Sizes.LARGEST)
                .addStatement(
                        "throw new $T($S + names[largest] + $S + (long) lengths[largest] + $S)",
                        IllegalArgumentException.class,
                        "too large: ",
                        " would have ",
                        " numbers, and an array holds at most " + Sizes.LARGEST)
                .endControlFlow()
                .build();
    }
}

package dev.adjoint.java;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import dev.adjoint.kernels.Products;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;

/**
 * The text of a class of {@code dev.adjoint.kernels}, method by method, to be copied into generated classes. It counts on the
 * format that the build enforces: members are indented by four, the body of a method by eight.
 */
final class KernelSource {

    private static final Map<String, KernelSource> READ = new ConcurrentHashMap<>();

    private static final Pattern HEAD =
            Pattern.compile("    (?:public |private )?static ([\\w\\[\\]]+) (\\w+)\\((.*)\\) \\{");
    private static final Pattern IMPORT = Pattern.compile("import ([\\w.]+)\\.(\\w+);");

    /** Comments, strings and numbers as a whole; names, and those after a point with it; any other character. */
    private static final Pattern TOKEN = Pattern.compile(
            "//[^\n]*|\"(?:\\\\.|[^\"\\\\])*\"|'(?:\\\\.|[^'\\\\])+'|\\d[\\w.]*|\\.\\w+|[A-Za-z_]\\w*|.",
            Pattern.DOTALL);

    /**
     * A method as it stands in the file.
     *
     * @param comment the text of its Javadoc
     */
    record Method(String name, String returns, List<String> parameters, String comment, List<String> body) {}

    private final String kernels;
    private final Map<String, Method> methods = new LinkedHashMap<>();
    private final Map<String, ClassName> imports = new LinkedHashMap<>();

    private KernelSource(String kernels) {
        this.kernels = kernels;
        List<String> lines = text(kernels).lines().toList();
        for (int k = 0; k < lines.size(); k++) {
            Matcher imported = IMPORT.matcher(lines.get(k));
            if (imported.matches()) {
                for (String type : List.of(imported.group(2), narrow(imported.group(2)))) {
                    imports.put(type, ClassName.get(imported.group(1), type));
                }
            }
            if (lines.get(k).startsWith("    ") && lines.get(k).contains("static ")) {
                read(lines, k);
            }
        }
    }

    /** The text of a class; read once. */
    static KernelSource of(Class<?> kernels) {
        return of(kernels.getSimpleName());
    }

    /** The same of a text that is no class of ours, as it needs a module that may not be there. */
    static KernelSource of(String kernels) {
        return READ.computeIfAbsent(kernels, KernelSource::new);
    }

    private static String text(String kernels) {
        String file = kernels + ".java";
        try (InputStream in = Products.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("the text " + file + " is not beside its class");
            }
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads the method whose head begins on the line, if one does. */
    private void read(List<String> lines, int line) {
        StringBuilder head = new StringBuilder(lines.get(line));
        int at = line;
        while (!lines.get(at).endsWith("{") && !lines.get(at).endsWith(";")) {
            at++;
            head.append(head.charAt(head.length() - 1) == '(' ? "" : " ")
                    .append(lines.get(at).strip());
        }
        Matcher matcher = HEAD.matcher(head);
        if (!matcher.matches()) {
            return;
        }
        int end = at + 1 + lines.subList(at + 1, lines.size()).indexOf("    }");
        List<String> body = lines.subList(at + 1, end).stream()
                .map(l -> l.isEmpty() ? l : l.substring(8))
                .toList();
        List<String> parameters = matcher.group(3).isEmpty()
                ? List.of()
                : List.of(matcher.group(3).split(", "));
        String name = matcher.group(2);
        methods.put(name, new Method(name, matcher.group(1), parameters, comment(lines, line), body));
    }

    /** The Javadoc that ends above the line, without its stars. */
    private static String comment(List<String> lines, int line) {
        int begin = line;
        while (lines.get(begin - 1).matches("    (/\\*\\*| \\*).*")) {
            begin--;
        }
        return String.join("\n", lines.subList(begin, line))
                .replaceAll("(?m)^ +(/\\*\\*|\\*/|\\* ?) ?", "")
                .replaceAll(" ?\\*/", "")
                .strip();
    }

    /** The methods that a method cannot do without, itself the first. */
    Set<String> needed(String method) {
        Set<String> needed = new LinkedHashSet<>();
        need(method, needed);
        return needed;
    }

    private void need(String name, Set<String> needed) {
        Method method = methods.get(name);
        if (method == null) {
            throw new IllegalStateException(kernels + " has no method " + name);
        }
        if (needed.add(name)) {
            tokens(method, text -> {}, call -> need(call, needed));
        }
    }

    /** The parameters of a method, each with its type. */
    List<String> parameters(String method) {
        return methods.get(method).parameters();
    }

    /** All methods, in the order of the file. */
    List<String> names() {
        return List.copyOf(methods.keySet());
    }

    /** Writes {@code private static double erf(double x) { … }}. */
    MethodSpec write(String name, UnaryOperator<String> names) {
        return write(name, names, false, true);
    }

    /**
     * Writes {@code private static double erf(double x) { … }}.
     *
     * @param names the names that the methods have in the generated class
     * @param narrow whether it is in {@code float}: what the roots and logarithms of {@link Math} return is narrowed
     * @param fma whether it has {@link Math#fma}, instead of a product and a sum
     */
    MethodSpec write(String name, UnaryOperator<String> names, boolean narrow, boolean fma) {
        Method method = methods.get(name);
        Method parted = fma ? method : parted(method);
        return write(narrow ? narrow(parted) : parted, names);
    }

    /** The method without fused operations. */
    private static Method parted(Method method) {
        List<String> body = method.body().stream().map(KernelSource::parted).toList();
        return new Method(method.name(), method.returns(), method.parameters(), method.comment(), body);
    }

    /** {@code Math.fma(a, b, c)} as {@code (a * b + c)}; where a and b are no sums. */
    private static String parted(String line) {
        int at = line.lastIndexOf("Math.fma(");
        if (at < 0) {
            return line;
        }
        int depth = 0;
        int end = at + "Math.fma(".length();
        List<Integer> commas = new ArrayList<>();
        for (; depth > 0 || line.charAt(end) != ')'; end++) {
            char c = line.charAt(end);
            depth += c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0;
            if (c == ',' && depth == 0) {
                commas.add(end);
            }
        }
        String product = line.substring(at + "Math.fma(".length(), commas.get(0))
                + " *"
                + line.substring(commas.get(0) + 1, commas.get(1));
        String sum = "(" + product + " +" + line.substring(commas.get(1) + 1, end) + ")";
        return parted(line.substring(0, at) + sum + line.substring(end + 1));
    }

    private MethodSpec write(Method method, UnaryOperator<String> names) {
        MethodSpec.Builder spec = MethodSpec.methodBuilder(names.apply(method.name()))
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                .returns(type(method.returns()));
        if (!method.comment().isEmpty()) {
            spec.addJavadoc("$L\n", method.comment());
        }
        for (String parameter : method.parameters()) {
            int space = parameter.indexOf(' ');
            spec.addParameter(type(parameter.substring(0, space)), parameter.substring(space + 1));
        }
        CodeBlock.Builder body = CodeBlock.builder();
        tokens(method, body::add, call -> body.add("$L", names.apply(call)));
        return spec.addCode(body.build()).build();
    }

    private static Method narrow(Method method) {
        UnaryOperator<String> narrow = text -> narrow(text).replaceAll("\\bMath\\.(sqrt|log)\\b", "(float) $0");
        return new Method(
                method.name(),
                narrow.apply(method.returns()),
                method.parameters().stream().map(narrow).toList(),
                method.comment(),
                method.body().stream().map(narrow).toList());
    }

    private static String narrow(String text) {
        return text.replaceAll("\\bdouble\\b", "float").replaceAll("\\bDouble(?=\\b|Vector\\b)", "Float");
    }

    private interface Text {
        void take(CodeBlock code);
    }

    private interface Call {
        void of(String method);
    }

    /** Hands on the body: what is to be copied, with types that nothing can hide, and the names of the methods it calls. */
    private void tokens(Method method, Text text, Call call) {
        String body = String.join("\n", method.body()) + "\n";
        StringBuilder plain = new StringBuilder();
        Matcher token = TOKEN.matcher(body);
        while (token.find()) {
            String word = token.group();
            boolean calls = methods.containsKey(word) && body.startsWith("(", token.end());
            boolean isType = Character.isUpperCase(word.charAt(0)) && !word.equals(word.toUpperCase(Locale.ROOT));
            if (calls || isType) {
                text.take(CodeBlock.of("$L", plain.toString()));
                plain.setLength(0);
            }
            if (calls) {
                call.of(word);
            } else if (isType) {
                text.take(CodeBlock.of("$T", named(word)));
            } else {
                plain.append(word);
            }
        }
        text.take(CodeBlock.of("$L", plain.toString()));
    }

    private ClassName named(String type) {
        return imports.getOrDefault(type, ClassName.get("java.lang", type));
    }

    private TypeName type(String word) {
        if (word.endsWith("[]")) {
            return ArrayTypeName.of(type(word.substring(0, word.length() - 2)));
        }
        return switch (word) {
            case "double" -> TypeName.DOUBLE;
            case "float" -> TypeName.FLOAT;
            case "int" -> TypeName.INT;
            case "long" -> TypeName.LONG;
            case "boolean" -> TypeName.BOOLEAN;
            case "void" -> TypeName.VOID;
            default -> named(word);
        };
    }
}

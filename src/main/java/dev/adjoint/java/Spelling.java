package dev.adjoint.java;

import com.palantir.javapoet.CodeBlock;
import java.util.Map;
import java.util.stream.Collectors;

/** Any text in pure ASCII: as a Java name, in a string, in a comment, in Javadoc. */
final class Spelling {

    private static final String[] LOWER = {
        "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu",
        "xi", "omicron", "pi", "rho", "sigma", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega"
    };
    private static final Map<Integer, String> VARIANTS = Map.of(
            (int) 'ϑ', "theta", (int) 'ϕ', "phi", (int) 'ϵ', "epsilon", (int) 'ϖ', "pi", (int) 'ϱ', "rho", (int) 'ϰ',
            "kappa", (int) 'µ', "mu");

    private Spelling() {}

    /** A name with its Greek letters spelt out: {@code theta}, {@code Sigma1}; other letters become {@code u} and digits. */
    static String name(String name) {
        return name.codePoints().mapToObj(Spelling::letter).collect(Collectors.joining());
    }

    private static String letter(int letter) {
        if (letter < 128) {
            return Character.toString(letter);
        }
        if (letter >= 'α' && letter <= 'ω') {
            return LOWER[letter - 'α'];
        }
        if (letter >= 'Α' && letter <= 'Ω') {
            String word = LOWER[letter - 'Α'];
            return Character.toUpperCase(word.charAt(0)) + word.substring(1);
        }
        String variant = VARIANTS.get(letter);
        return variant != null ? variant : "u" + Integer.toHexString(letter);
    }

    /** A string literal that keeps every character. */
    static CodeBlock literal(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (int k = 0; k < text.length(); k++) {
            char c = text.charAt(k);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                default -> out.append(c >= ' ' && c < 127 ? String.valueOf(c) : String.format("\\u%04x", (int) c));
            }
        }
        return CodeBlock.of("$L", out.append('"'));
    }

    /** One line for a {@code //} comment. A backslash is doubled, so that it begins no Unicode escape. */
    static String comment(String text) {
        String line = text.replaceAll("\\s+", " ").strip().replace("\\", "\\\\");
        return line.codePoints().mapToObj(c -> c >= ' ' ? letter(c) : "").collect(Collectors.joining());
    }

    /** Text for Javadoc, where nothing in it is markup, a tag or the end of the comment. */
    static String javadoc(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (c == '\n') {
                out.append('\n');
            } else if (c == '\t') {
                out.append("    ");
            } else if (c >= 128 || "&<>@{}\\".indexOf(c) >= 0 || (c == '/' && endsIn(out, '*'))) {
                out.append("&#").append(c).append(';');
            } else if (c == '*' && endsIn(out, '/')) {
                out.append("&#42;");
            } else if (c >= ' ') {
                out.appendCodePoint(c);
            }
        });
        return out.toString();
    }

    private static boolean endsIn(StringBuilder text, char last) {
        return !text.isEmpty() && text.charAt(text.length() - 1) == last;
    }
}

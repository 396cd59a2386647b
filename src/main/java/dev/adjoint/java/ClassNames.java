package dev.adjoint.java;

import dev.adjoint.Options;
import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.diagnostic.Diagnostics;
import dev.adjoint.source.Source;
import java.util.Optional;

/** The name of the class that a file becomes. */
public final class ClassNames {

    private ClassNames() {}

    /** The file's name in UpperCamelCase, perhaps no Java name: {@code two_layer.ad} becomes {@code TwoLayer}. */
    public static String of(Source source) {
        String file = file(source);
        String stem = file.endsWith(".ad") ? file.substring(0, file.length() - 3) : file;
        StringBuilder name = new StringBuilder();
        for (String word : stem.split("[-_. ]+", -1)) {
            String spelt = Spelling.name(word);
            if (!spelt.isEmpty()) {
                name.append(Character.toUpperCase(spelt.charAt(0))).append(spelt, 1, spelt.length());
            }
        }
        return name.toString();
    }

    /** The last element of the source's path. */
    static String file(Source source) {
        String path = source.name();
        return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    }

    /** The name of the class, if it and the package's are names in Java. */
    static Optional<String> checked(Source source, Options options, Diagnostics diagnostics) {
        String name = options.className().orElseGet(() -> of(source));
        boolean good = true;
        if (!isName(name) || NameTable.isNoType(name)) {
            String from = options.className().isPresent() ? "" : ", made from `" + file(source) + "`,";
            diagnostics.add(Diagnostic.nowhere(Code.E0902, "`" + name + "`" + from + " is not the name of a Java class")
                    .help("give one with `--class " + proposal(name) + "`"));
            good = false;
        }
        for (String part : options.packageName().isEmpty()
                ? new String[0]
                : options.packageName().split("\\.", -1)) {
            if (!isName(part)) {
                diagnostics.add(Diagnostic.nowhere(
                                Code.E0902, "`" + options.packageName() + "` is not the name of a Java package")
                        .help("a package is Java names joined by points, such as `com.example.model`"));
                good = false;
                break;
            }
        }
        if ((options.packageName() + ".").startsWith("java.")) {
            diagnostics.add(Diagnostic.nowhere(Code.E0902, "packages that begin with `java.` are those of Java itself")
                    .help("a package is Java names joined by points, such as `com.example.model`"));
            good = false;
        }
        return good ? Optional.of(name) : Optional.empty();
    }

    private static boolean isName(String name) {
        return name.matches("[A-Za-z_][A-Za-z_0-9]*") && !NameTable.isWord(name);
    }

    private static String proposal(String name) {
        String letters = Spelling.name(name).replaceAll("[^A-Za-z0-9_]", "").replaceFirst("^[0-9_]+", "");
        return letters.isEmpty() ? "Formula" : Character.toUpperCase(letters.charAt(0)) + letters.substring(1);
    }
}

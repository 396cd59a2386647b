package dev.adjoint.java;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The names of one namespace of the generated class. A reserved proposal gets {@code _} appended; one that is taken gets a
 * number.
 */
final class NameTable {

    /** Java's words. */
    private static final Set<String> WORDS = Set.of(
            "abstract",
            "assert",
            "boolean",
            "break",
            "byte",
            "case",
            "catch",
            "char",
            "class",
            "const",
            "continue",
            "default",
            "do",
            "double",
            "else",
            "enum",
            "extends",
            "final",
            "finally",
            "float",
            "for",
            "goto",
            "if",
            "implements",
            "import",
            "instanceof",
            "int",
            "interface",
            "long",
            "native",
            "new",
            "package",
            "private",
            "protected",
            "public",
            "return",
            "short",
            "static",
            "strictfp",
            "super",
            "switch",
            "synchronized",
            "this",
            "throw",
            "throws",
            "transient",
            "try",
            "void",
            "volatile",
            "while",
            "true",
            "false",
            "null",
            "_",
            "yield");

    private static final Set<String> NO_TYPES = Set.of("var", "record", "sealed", "permits");

    /** {@code Object}'s methods and the methods of the generated class, also those to come. */
    private static final Set<String> METHODS = Set.of(
            "getClass",
            "hashCode",
            "equals",
            "toString",
            "notify",
            "notifyAll",
            "wait",
            "clone",
            "finalize",
            "value",
            "gradient",
            "valueAndGradient",
            "load",
            "forward",
            "backward",
            "parameters",
            "layout",
            "initial",
            "fork",
            "threads",
            "jvp",
            "vjp",
            "valueAndJacobian",
            "hessianVector",
            "hessian",
            "jacobian",
            "sparseHessian",
            "sparseJacobian");

    /** Types and packages that a variable would hide, and variables of the generated methods. */
    private static final Set<String> VARIABLES = Set.of(
            "java",
            "Math",
            "Double",
            "Float",
            "String",
            "Arrays",
            "Random",
            "List",
            "ArrayList",
            "Integer",
            "Object",
            "Entry",
            "theta",
            "loaded",
            "g",
            "seed",
            "seeds",
            "computed",
            "current",
            "kept",
            "workers",
            "Worker",
            "Thread",
            "WeakReference",
            "LockSupport",
            "differentiated",
            "parameters",
            "data",
            "offset",
            "out",
            "random",
            "value",
            "layout",
            "copy",
            "lengths",
            "scalars",
            "truths",
            "wholes");

    private final Set<String> reserved;
    private final Set<String> taken = new HashSet<>();
    private final Map<String, Integer> next = new HashMap<>();

    private NameTable(Set<String> reserved) {
        this.reserved = reserved;
    }

    /** The names of public methods. */
    static NameTable ofMethods() {
        return new NameTable(METHODS);
    }

    /** The names of fields, and of the locals that must not hide them. */
    static NameTable ofVariables() {
        return new NameTable(VARIABLES);
    }

    static boolean isWord(String name) {
        return WORDS.contains(name);
    }

    /** Whether a class cannot have the name. */
    static boolean isNoType(String name) {
        return WORDS.contains(name) || NO_TYPES.contains(name);
    }

    /** The name that a proposal of a user gets if no other name is in its way. */
    String wish(String proposal) {
        String name = Spelling.name(proposal);
        return WORDS.contains(name) || reserved.contains(name) ? name + "_" : name;
    }

    boolean has(String name) {
        return taken.contains(name);
    }

    void take(String name) {
        taken.add(name);
    }

    /** Takes a name like the proposal that nobody has. */
    String claim(String proposal) {
        String wish = wish(proposal);
        String name = wish;
        for (int k = next(wish); taken.contains(name); k++) {
            name = numbered(wish, k);
            next.put(wish, k + 1);
        }
        taken.add(name);
        return name;
    }

    /** The number from which on to try names like this one. */
    int next(String wish) {
        return next.getOrDefault(wish, 2);
    }

    static String numbered(String name, int number) {
        return name + (Character.isDigit(name.charAt(name.length() - 1)) ? "_" : "") + number;
    }
}

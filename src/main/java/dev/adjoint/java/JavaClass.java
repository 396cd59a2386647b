package dev.adjoint.java;

/**
 * A generated class.
 *
 * @param packageName empty for the unnamed package
 * @param text the whole file, pure ASCII, ending in a newline
 */
public record JavaClass(String packageName, String className, String text) {

    public String qualifiedName() {
        return packageName.isEmpty() ? className : packageName + "." + className;
    }
}

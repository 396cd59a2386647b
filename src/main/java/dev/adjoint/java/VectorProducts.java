package dev.adjoint.java;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.adjoint.kernels.Products;
import java.util.List;
import javax.lang.model.element.Modifier;

/**
 * The nested class with the products by vector instructions, which the JVM loads only if it has the module, and the method that
 * chooses between it and the plain products.
 */
final class VectorProducts {

    /** The name of the nested class, and of the text that it is made of. */
    static final String NAME = "VectorProducts";

    private static final String MODULE = "jdk.incubator.vector";

    private VectorProducts() {}

    /** Writes {@code private static final boolean VECTOR = ModuleLayer.boot()…;}: HotSpot takes it for a constant. */
    static FieldSpec field(String name) {
        return FieldSpec.builder(boolean.class, name, Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                .initializer("$T.boot().findModule($S).isPresent()", ModuleLayer.class, MODULE)
                .build();
    }

    /**
     * Writes
     *
     * <pre>
     *     private static void product(int m, …) {
     *         if (VECTOR) {
     *             VectorProducts.multiply(m, …);
     *         } else {
     *             multiply(m, …);
     *         }
     *     }
     * </pre>
     */
    static MethodSpec choice(String name, String field, String plain, TypeName real) {
        MethodSpec.Builder method = MethodSpec.methodBuilder(name).addModifiers(Modifier.PRIVATE, Modifier.STATIC);
        CodeBlock.Builder arguments = CodeBlock.builder();
        for (String parameter : KernelSource.of(Products.class).parameters("multiply")) {
            String type = parameter.substring(0, parameter.indexOf(' '));
            String argument = parameter.substring(parameter.indexOf(' ') + 1);
            method.addParameter(type(type, real), argument);
            arguments.add(arguments.isEmpty() ? "$L" : ", $L", argument);
        }
        return method.beginControlFlow("if ($L)", field)
                .addStatement("$L.multiply($L)", NAME, arguments.build())
                .nextControlFlow("else")
                .addStatement("$L($L)", plain, arguments.build())
                .endControlFlow()
                .build();
    }

    private static TypeName type(String word, TypeName real) {
        return switch (word) {
            case "int" -> TypeName.INT;
            case "boolean" -> TypeName.BOOLEAN;
            case "double[]" -> ArrayTypeName.of(real);
            case "double[][]" -> ArrayTypeName.of(ArrayTypeName.of(real));
            default -> throw new IllegalStateException(word);
        };
    }

    /** The nested class. */
    static TypeSpec type(boolean isFloat) {
        KernelSource text = KernelSource.of(NAME);
        String number = isFloat ? "Float" : "Double";
        TypeName species =
                ParameterizedTypeName.get(ClassName.get(MODULE, "VectorSpecies"), ClassName.get("java.lang", number));
        TypeSpec.Builder type = TypeSpec.classBuilder(NAME)
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                .addJavadoc("Products of matrices by vector instructions.\n")
                .addField(constant(species, "SPECIES")
                        .initializer("$T.SPECIES_PREFERRED", ClassName.get(MODULE, number + "Vector"))
                        .build())
                .addField(constant(TypeName.INT, "LANES")
                        .initializer("SPECIES.length()")
                        .build());
        List<String> methods = text.names();
        methods.forEach(m -> type.addMethod(text.write(m, name -> name, isFloat, true)));
        return type.build();
    }

    private static FieldSpec.Builder constant(TypeName type, String name) {
        return FieldSpec.builder(type, name, Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL);
    }
}

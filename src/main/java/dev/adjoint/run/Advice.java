package dev.adjoint.run;

import dev.adjoint.shape.Program;
import dev.adjoint.shape.Variable;
import java.util.List;
import java.util.stream.Collectors;

/** How values that are missing may be given, which differs from door to door. */
public enum Advice {

    /** After the program on the command line, or in a file. */
    COMMAND {
        @Override
        String values(List<Variable> missing) {
            return "give " + (missing.size() == 1 ? "it" : "them") + " in a JSON file with `--values`, or here: "
                    + missing.stream().map(v -> v.name() + example(v, "=")).collect(Collectors.joining(" "));
        }

        @Override
        String size(Program.Size dim) {
            return "give it by name: " + dim.name() + "=10 after the file, or \"" + dim.name() + "\": 10 in the values";
        }
    },

    /** On a line of their own. */
    SESSION {
        @Override
        String values(List<Variable> missing) {
            return missing.stream()
                    .map(v -> "`" + v.name() + (v.type().rank() == 1 ? " = [1, 2]" : example(v, " = ")) + "`")
                    .collect(Collectors.joining(
                            ", ", "give " + (missing.size() == 1 ? "it" : "them") + ", such as ", ""));
        }

        @Override
        String size(Program.Size dim) {
            return "say it: `dim " + dim.name() + " = 10`";
        }
    };

    /** The cure for variables without values. */
    abstract String values(List<Variable> missing);

    /** The cure for an open dim that does not follow from the values. */
    abstract String size(Program.Size dim);

    /** {@code =[[1,2],[3,4]]}. */
    static String example(Variable variable, String equals) {
        return equals
                + switch (variable.type().rank()) {
                    case 0 -> "1";
                    case 1 -> "1,2";
                    case 2 -> "[[1,2],[3,4]]";
                    default -> "[[[…]]]";
                };
    }
}

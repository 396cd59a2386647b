package dev.adjoint.cli;

import dev.adjoint.interpret.Evaluation;
import dev.adjoint.interpret.Interpreter;
import dev.adjoint.interpret.Point;
import dev.adjoint.shape.Definition;
import dev.adjoint.shape.Program;
import dev.adjoint.shape.Variable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Computes the outputs of a program at a point, and perhaps the gradient of its objective. */
interface Runner {

    Answer at(Point point, boolean gradient);

    /** By the interpreter: slowly, and without a Java compiler. */
    static Runner interpreted(Program program) {
        return (point, gradient) -> {
            Interpreter interpreter = new Interpreter(program, point.sizes());
            Evaluation evaluation = interpreter.at(point);
            Map<String, Answer.Numbers> outputs = new LinkedHashMap<>();
            for (Definition output : program.outputs()) {
                int[] shape = point.sizes().shape(output.type());
                outputs.put(output.name(), new Answer.Numbers(shape, evaluation.values(output)));
            }
            Optional<Map<String, Answer.Numbers>> gradients =
                    gradient ? Optional.of(gradients(program, interpreter, point)) : Optional.empty();
            return new Answer(outputs, gradients);
        };
    }

    private static Map<String, Answer.Numbers> gradients(Program program, Interpreter interpreter, Point point) {
        Definition objective = program.objective().orElseThrow();
        Map<String, Answer.Numbers> gradients = new LinkedHashMap<>();
        for (Variable param : program.params()) {
            double[] derivative =
                    interpreter.derivative(objective, param, point).values();
            gradients.put(param.name(), new Answer.Numbers(point.sizes().shape(param.type()), derivative));
        }
        return gradients;
    }
}

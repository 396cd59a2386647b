package dev.adjoint.repl;

import dev.adjoint.interpret.Sizes;
import dev.adjoint.java.Generated;
import dev.adjoint.run.Runners;
import dev.adjoint.shape.Program;
import dev.adjoint.shape.Variable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** The numbers of a param that was declared without any. */
final class Starts {

    private static final long SEED = 1;

    private Starts() {}

    /**
     * The param with the numbers that {@code initial} of its class draws; without any where its sizes are open or there is
     * no Java compiler.
     */
    static Entry.Declared drawn(Entry.Declared param, Session session, Evaluator evaluator) {
        Assembled program = new Assembled.Builder(session)
                .needs(Set.of(param.name()))
                .build("start", List.of(), Piece.made("ans = " + param.name(), param.place()));
        Evaluator.Compiled compiled = evaluator.compile(program);
        Program checked = compiled.program();
        if (checked.dims().stream().anyMatch(Program.Size::isOpen)) {
            return param;
        }
        Optional<Generated> generated = Generated.compile(
                compiled.compilation().java().orElseThrow(),
                compiled.compilation().loops().orElseThrow(),
                Runners.OPTIONS);
        Variable variable = checked.params().get(0);
        int[] shape = Sizes.of(Map.of()).shape(variable.type());
        return generated
                .map(g -> g.instance(Map.of()).initial(new Random(SEED)))
                .map(numbers -> param.with(Values.computed(param.name(), param.place(), param.place(), shape, numbers)))
                .orElse(param);
    }
}

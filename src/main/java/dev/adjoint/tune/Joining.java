package dev.adjoint.tune;

import dev.adjoint.loops.Buffer;
import dev.adjoint.loops.Bytecodes;
import dev.adjoint.loops.Loops;
import dev.adjoint.loops.Nest;
import dev.adjoint.loops.Section;
import dev.adjoint.loops.Step;
import dev.adjoint.loops.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Short programs without loops have a section more, in which the forward pass and the gradient stand together: what one hands
 * to the other stays in registers. Of a formula that takes two nanoseconds a third is stores otherwise.
 */
final class Joining {

    private Joining() {}

    /** That section, if the program is such a one and has a gradient. */
    static Optional<Section> section(Loops loops) {
        Optional<Section> gradient = loops.section(Section.GRADIENT);
        List<Nest> nests = new ArrayList<>();
        if (gradient.isEmpty() && loops.program().objective().isPresent()) {
            gradient = loops.section(Section.PULLBACK);
            loops.buffers().stream()
                    .filter(b -> b.place() == Buffer.Place.SEED)
                    .map(Joining::one)
                    .forEach(nests::add);
        }
        if (gradient.isEmpty()) {
            return Optional.empty();
        }
        nests.addAll(loops.section(Section.FORWARD).orElseThrow().nests());
        nests.addAll(gradient.get().nests());
        int bytes = nests.stream().mapToInt(Bytecodes::estimate).sum();
        if (bytes > Bytecodes.AIM || !nests.stream().allMatch(n -> isStraight(n.steps()))) {
            return Optional.empty();
        }
        nests.set(0, nests.get(0).because(List.of("both passes in one: " + bytes + " bytes of bytecode, and no loop")));
        return Optional.of(new Section(Section.FUSED, Section.Role.FUSED, List.of(), nests));
    }

    /** {@code seed = 1}: without a section for the gradient the objective alone has a seed, which is a number. */
    private static Nest one(Buffer seed) {
        Step set = new Step.Store(new Value.Element(seed, List.of()), Step.Mode.SET, new Value.Constant(1));
        return new Nest("", Optional.empty(), List.of(set));
    }

    private static boolean isStraight(List<Step> steps) {
        return steps.stream()
                .allMatch(step -> step instanceof Step.Declare
                        || step instanceof Step.Reserve
                        || step instanceof Step.Assign
                        || step instanceof Step.Store
                        || step instanceof Step.Clear
                        || (step instanceof Step.Branch branch
                                && isStraight(branch.then())
                                && isStraight(branch.otherwise())));
    }
}

package dev.adjoint.loops;

import dev.adjoint.shape.Definition;
import dev.adjoint.shape.Program;
import dev.adjoint.shape.Variable;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A program as loop nests over buffers.
 *
 * @param buffers every buffer that a nest reads or writes, and those of all params, inputs and outputs
 * @param outputs the definitions whose values are kept: the real outputs of the program in order, its index outputs, then
 *     what else was asked for
 * @param seeded how many of the outputs, from the first, have a seed: the program's own that are real
 * @param sections each behind those that it comes after: {@link Section#FORWARD}; {@link Section#GRADIENT} if there is a
 *     scalar output beside other seeded ones; {@link Section#PULLBACK}; those of the products
 * @param products what is asked for besides values and gradients
 * @param wrt the inputs whose gradients were asked for
 */
public record Loops(
        Program program,
        List<Buffer> buffers,
        List<Definition> outputs,
        int seeded,
        List<Section> sections,
        List<Product> products,
        List<Variable> wrt) {

    public Loops {
        buffers = List.copyOf(buffers);
        outputs = List.copyOf(outputs);
        sections = List.copyOf(sections);
        products = List.copyOf(products);
        wrt = List.copyOf(wrt);
    }

    /** The section of a name, if the program has it. */
    public Optional<Section> section(String name) {
        return sections.stream().filter(s -> s.name().equals(name)).findFirst();
    }

    /** The maps that the products are made with, each once. */
    public List<LinearMap> maps() {
        return products.stream()
                .flatMap(p -> Stream.concat(p.forward().stream(), p.reverse().stream()))
                .distinct()
                .toList();
    }

    /** The same with other buffers and sections. */
    public Loops with(List<Buffer> otherBuffers, List<Section> otherSections) {
        return new Loops(program, otherBuffers, outputs, seeded, otherSections, products, wrt);
    }
}

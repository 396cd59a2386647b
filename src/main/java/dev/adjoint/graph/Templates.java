package dev.adjoint.graph;

import dev.adjoint.shape.Index;
import dev.adjoint.shape.OwnGradient;
import dev.adjoint.shape.Typed;
import dev.adjoint.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The uses of functions that say their own gradient, as nodes. Results, upstream gradients and partials of one use have the
 * same first axes, so that each value of the indices around is a use with an upstream gradient of its own.
 */
final class Templates {

    private final GraphBuilder builder;
    private final List<Template> all = new ArrayList<>();

    Templates(GraphBuilder builder) {
        this.builder = builder;
    }

    List<Template> all() {
        return all;
    }

    /** Makes the nodes of a use, unless there are some already. */
    void make(Typed.Gated use, Frame frame) {
        if (builder.made(use.gradient().values().get(0)) == null) {
            new Making(builder, use.gradient(), frame, builder.around(use, frame), GraphBuilder.isGuarded(use, frame))
                    .run(all);
        }
    }

    /** One use. */
    private record Making(
            GraphBuilder builder, OwnGradient gradient, Frame frame, List<Index> around, boolean guarded) {

        void run(List<Template> all) {
            gradient.arguments().forEach(a -> builder.define(a, frame));
            gradient.locals().forEach(local -> builder.define(local, frame));
            List<Node> results = results();
            List<Node> upstream = upstream(results);
            gradient.steps().forEach(step -> builder.define(step, frame));
            all.add(new Template(around.size(), results, upstream, arguments()));
        }

        private List<Node> results() {
            List<Node> results = new ArrayList<>();
            for (int k = 0; k < gradient.results().size(); k++) {
                Typed result = gradient.results().get(k);
                GraphBuilder.Made made = builder.make(site(result.span()), result);
                builder.made(gradient.values().get(k), made);
                results.add(made.node());
            }
            return results;
        }

        private List<Node> upstream(List<Node> results) {
            List<Node> upstream = new ArrayList<>();
            for (int k = 0; k < results.size(); k++) {
                Node seed = builder.add(new Node.Seed(results.get(k), k));
                builder.made(gradient.upstream().get(k), new GraphBuilder.Made(seed, around));
                upstream.add(seed);
            }
            return upstream;
        }

        private List<Template.Argument> arguments() {
            List<Template.Argument> arguments = new ArrayList<>();
            for (int k = 0; k < gradient.arguments().size(); k++) {
                Typed partial = gradient.partials().get(k);
                Site site = site(partial.span());
                List<Index> own = site.own(partial);
                GraphBuilder.Made argument = builder.made(gradient.arguments().get(k));
                arguments.add(new Template.Argument(
                        argument.node(),
                        GraphBuilder.concat(site.axes(), own),
                        argument.at(site.frame(), GraphBuilder.wholes(own)),
                        builder.make(site(partial.span()), partial).node()));
            }
            return arguments;
        }

        private Site site(Span span) {
            Node.Label label = new Node.Label(gradient.function(), gradient.function(), span, frame.statement(), false);
            return Site.of(label, Optional.empty(), around, frame, guarded);
        }
    }
}

package dev.adjoint.shape;

import dev.adjoint.source.Span;
import dev.adjoint.syntax.Name;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One use of a function that says its own gradient, {@code fn f(a) = … backward d, y = …}; {@code equals} is identity. The
 * values are those of the body; the gradient is what {@code backward} says, whatever that of the body would be.
 *
 * @see Typed.Gated
 */
public final class OwnGradient {

    private final String function;
    private final boolean surrogate;
    private final Span written;
    private final Span call;
    private final List<Definition> arguments;
    private final List<Definition> locals;
    private final List<Typed> results;
    private final List<Definition> values;
    private final List<Upstream> upstream;
    private List<Definition> steps = List.of();
    private List<Typed> partials = List.of();

    /**
     * @param surrogate whether the gradient is meant to differ from that of the body
     * @param written the gradient in the text
     * @param arguments those that have a gradient, each evaluated once; others stand in place of their parameters
     * @param locals of the body, each below what it uses
     * @param results what the body returns, each real
     * @param names of the upstream gradients, then of the results
     */
    OwnGradient(
            String function,
            boolean surrogate,
            Span written,
            Span call,
            List<Definition> arguments,
            List<Definition> locals,
            List<Typed> results,
            List<Name> names) {
        this.function = function;
        this.surrogate = surrogate;
        this.written = written;
        this.call = call;
        this.arguments = List.copyOf(arguments);
        this.locals = List.copyOf(locals);
        this.results = List.copyOf(results);
        List<Upstream> above = new ArrayList<>();
        List<Definition> below = new ArrayList<>();
        for (int k = 0; k < results.size(); k++) {
            Name y = names.get(results.size() + k);
            above.add(new Upstream(this, k, names.get(k)));
            below.add(Calls.hidden(y.text(), new Typed.Gated(this, k, call), y.span()));
        }
        this.upstream = List.copyOf(above);
        this.values = List.copyOf(below);
    }

    /**
     * Says the gradient, over the arguments, {@link #upstream} and {@link #values}.
     *
     * @param locals of the gradient, each below what it uses
     * @param each what reaches each argument, of its shape and linear in the upstream gradients
     */
    void says(List<Definition> locals, List<Typed> each) {
        steps = List.copyOf(locals);
        partials = List.copyOf(each);
    }

    /** The names of the upstream gradients, then of the results. */
    List<Name> names() {
        List<Name> names = new ArrayList<>();
        upstream.forEach(d -> names.add(d.name));
        values.forEach(y -> names.add(new Name(y.name(), y.span())));
        return names;
    }

    /** The name of the function. */
    public String function() {
        return function;
    }

    public boolean isSurrogate() {
        return surrogate;
    }

    public Span written() {
        return written;
    }

    public Span call() {
        return call;
    }

    public List<Definition> arguments() {
        return arguments;
    }

    /** What the body defines on the way to {@link #results}. */
    public List<Definition> locals() {
        return locals;
    }

    public List<Typed> results() {
        return results;
    }

    /** The results by the names that the gradient has for them; the value of each is a {@link Typed.Gated}. */
    public List<Definition> values() {
        return values;
    }

    /** The upstream gradient of each result. */
    public List<Upstream> upstream() {
        return upstream;
    }

    /** What the gradient defines on the way to {@link #partials}. */
    public List<Definition> steps() {
        return steps;
    }

    /** What reaches each of the {@link #arguments}. */
    public List<Typed> partials() {
        return partials;
    }

    /** The upstream gradient of a result, of its shape: known only when the reverse runs. {@code equals} is identity. */
    public static final class Upstream implements Symbol {

        private final OwnGradient gradient;
        private final int result;
        private final Name name;

        private Upstream(OwnGradient gradient, int result, Name name) {
            this.gradient = gradient;
            this.result = result;
            this.name = name;
        }

        @Override
        public String name() {
            return name.text();
        }

        public OwnGradient gradient() {
            return gradient;
        }

        @Override
        public Type type() {
            return gradient.results().get(result).type();
        }

        @Override
        public Span span() {
            return name.span();
        }

        @Override
        public Optional<Whole> bound() {
            return Optional.empty();
        }

        @Override
        public String toString() {
            return name.text();
        }
    }
}

package dev.adjoint.random;

import dev.adjoint.random.Scope.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** The functions that a random program defines, and calls of them. */
final class Functions {

    /** Of each element; the bodies are right for scalars, some also for arrays. */
    private static final List<String> ELEMENTWISE = List.of(
            "fn bump(s) = s/(1 + s^2)",
            "fn swish(s) = s .* sigmoid(s)",
            "fn huber(s) = if abs(s) <= 1 then 0.5*s^2 else abs(s) - 0.5",
            "fn leaky(s) { a = max(0, s); b = min(0, s); return a + 0.1*b }",
            "fn gate(s) = 1/(1 + exp(-s))",
            "fn squash(s) = s/sqrt(1 + s^2) backward d, y = d/((1 + s^2)*sqrt(1 + s^2))",
            "fn soft(s) = log1p(exp(min(s, 30))) backward d, y { t = min(s, 30); return if s < 30 then d*sigmoid(t) else 0 }",
            "fn settle(s) { scan q in 0:3 carry z = s { z = tanh(z + 0.5*s) }; return z }",
            "fn newton(s) { y = 1 + s^2; scan q in 0:6 carry z = y while abs(z^2 - y) > 1e-3 { z = (z + y/z)/2 }; return z }",
            "fn hinge(s) = if s > 0.3 then s - 0.3 else 0 backward d, y = if s > 0.3 then d else 0");

    /** A vector to a vector of the same size. */
    private static final List<String> VECTORS = List.of(
            "fn centre(v) { m = mean(v); return v - m }",
            "fn unit(v[n]) { s = sqrt(1 + sum(v.^2)); return v/s }",
            "fn steps(v[n]) { d[i] = if i == 0 then v[0] else v[i] - v[i-1]; return d }",
            "fn turn(v[n]) = [v[n - 1 - i] for i in n]",
            "fn shift(v[n]) { y[i] = v[mod(i + 1, n)] where i in n; return y }",
            "fn running(v[n]) { scan q in n carry z = 0 { z = tanh(z + v[q]); y[q] = z*v[q] }; return y }",
            "fn heaviest(v[n]) { scan q in n carry m = argmax(v) {"
                    + " y[q] = if q > 0 then 0.5*y[q-1] + v[m] else v[q]; m = argmin(abs(v[p] - y[q]) for p) };"
                    + " return y }",
            "fn wander(v[n]) { scan q in n carry z = v checkpoint { z[i] = tanh(z[mod(i + 1, n)] + v[q]) }; return z }",
            "fn damp(v) = v/(1 + v'*v) backward d, y { q = 1 + v'*v; return d/q - 2*(d'*v)/q^2*v }",
            "fn roll(v[n]) = [v[mod(i + 1, n)] for i in n] backward d, y = [d[mod(i + n - 1, n)] for i in n]");

    /** Two vectors to a scalar. */
    private static final List<String> PAIRS = List.of(
            "fn cosine(u, v) = u'*v / (norm(u)*norm(v) + 0.5)",
            "fn distance(u[n], v[n]) = sum((u[i] - v[i])^2 for i)/n",
            "fn farthest(u, v) = max(abs(u - v))",
            "fn recall(u[n], v[n]) { scan q in n carry z = 0 { y[q] = u[q]*v[q] + sum(y[p] for p if p < q)/n;"
                    + " z = z + max(y[p] for p if p <= q) }; return z/n }",
            "fn overlap(u, v) = u'*v backward d, y = d*v, d*u");

    /** A matrix and a vector to a vector. */
    private static final List<String> LAYERS = List.of(
            "fn layer(A, v) = tanh(A*v)",
            "fn dense(A[m,n], v[n]) { z = A*v; h = max(0, z); return h + 0.1*z }",
            "fn attend(A[m,n], v[n]) { s = A*v; return s .* softmax(s) }",
            "fn power(A[m,n], v[n]) { scan q in 0:3 carry z = v { z = tanh(A'*(A*z))/n }; return A*z }",
            "fn apply(A, v) = A*v backward d, y = d*v', A'*d");

    /** A vector to two results: one of its shape, and a scalar. */
    private static final List<String> SPLITS = List.of(
            "fn split(v) { m = mean(v); d = v - m; return d, m }",
            "fn polar(v[n]) { r = sqrt(1 + v'*v); return v/r, r }",
            "fn lift(v[n]) { m = mean(v); return v + m, m*m } backward d1, d2, y1, y2 ="
                    + " d1 + ones(n)*(sum(d1) + 2*mean(v)*d2)/n");

    private final Scope scope;
    private final List<String> texts = new ArrayList<>();
    private final List<String> elementwise;
    private final List<String> vectors;
    private final List<String> pairs;
    private final List<String> layers;
    private final List<String> splits;

    Functions(Scope scope) {
        this.scope = scope;
        this.elementwise = choose(ELEMENTWISE);
        this.vectors = choose(VECTORS);
        this.pairs = choose(PAIRS);
        this.layers = choose(LAYERS);
        this.splits = choose(SPLITS);
    }

    private List<String> choose(List<String> all) {
        List<String> names = new ArrayList<>();
        for (String text : all) {
            if (scope.chance(0.35)) {
                texts.add(text);
                names.add(text.substring("fn ".length(), text.indexOf('(')));
            }
        }
        return names;
    }

    List<String> texts() {
        return texts;
    }

    /** The name of a function with two results. */
    Optional<String> split() {
        return splits.isEmpty() ? Optional.empty() : Optional.of(scope.pick(splits));
    }

    /** A call that yields this shape, if some function does. */
    Optional<Supplier<String>> call(List<Size> shape, Supplier<String> same, Function<List<Size>, String> formula) {
        List<Supplier<String>> choices = new ArrayList<>();
        elementwise.forEach(f -> choices.add(() -> f + "(" + same.get() + ")"));
        if (shape.size() == 1) {
            vectors.forEach(f -> choices.add(() -> f + "(" + same.get() + ")"));
            layers.forEach(f -> choices.add(() -> {
                Size n = scope.pick(scope.sizes());
                return f + "(" + formula.apply(List.of(shape.get(0), n)) + ", " + formula.apply(List.of(n)) + ")";
            }));
        }
        if (shape.isEmpty()) {
            pairs.forEach(f -> choices.add(() -> {
                Size n = scope.pick(scope.sizes());
                return f + "(" + formula.apply(List.of(n)) + ", " + formula.apply(List.of(n)) + ")";
            }));
        }
        return choices.isEmpty() ? Optional.empty() : Optional.of(scope.pick(choices));
    }
}

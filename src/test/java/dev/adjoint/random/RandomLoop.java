package dev.adjoint.random;

import dev.adjoint.random.Scope.Block;
import dev.adjoint.random.Scope.Rows;
import dev.adjoint.random.Scope.Size;
import dev.adjoint.random.Scope.Value;
import dev.adjoint.random.Statements.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** One random loop: what it carries and collects is known below it like any other definition. */
final class RandomLoop {

    private final Scope scope;
    private final Formulas formulas;
    private final Statements around;
    private final Binder step;
    private final Statements body;
    private final List<String> carries = new ArrayList<>();

    /** What the loop leaves behind, and what is done when. */
    private final List<Runnable> left = new ArrayList<>();

    private final List<Runnable> parts = new ArrayList<>();

    /** @param around the statements among which the loop stands */
    RandomLoop(Scope scope, Formulas formulas, Statements around) {
        this.scope = scope;
        this.formulas = formulas;
        this.around = around;
        Size steps = scope.chance(0.2) ? Size.plain(1 + scope.below(4)) : scope.pick(scope.sizes());
        this.step = new Binder(scope.fresh("s"), steps);
        this.body = around.inner(step);
    }

    void add(int depth) {
        List<Runnable> known = new ArrayList<>();
        int number = scope.pick(List.of(0, 1, 1, 1, 2, 2, 3));
        for (int k = 0; k < number; k++) {
            carry(depth - 1, known);
        }
        Block block = scope.enter();
        known.forEach(Runnable::run);
        String head = head();
        collect(depth);
        for (int k = scope.below(4); k >= 0; k--) {
            parts.add(() -> body.add(Math.min(depth, 2)));
        }
        Collections.shuffle(parts, scope.random());
        parts.forEach(Runnable::run);
        scope.leave(block);
        left.forEach(Runnable::run);
        around.add(head + " {\n"
                + body.texts().stream()
                        .flatMap(String::lines)
                        .map(line -> "  " + line + "\n")
                        .collect(Collectors.joining())
                + "}");
    }

    private String head() {
        Size over = step.size();
        StringBuilder head = new StringBuilder("scan ").append(step.name()).append(" in ");
        head.append(scope.chance(0.15) ? "0:" + over.name() : over.range());
        if (!carries.isEmpty()) {
            head.append(" carry ").append(String.join(", ", carries));
        }
        String condition = scope.chance(0.2) ? " while " + formulas.conditions().of(1, body.steps()) : "";
        String checkpoint = scope.chance(0.2) ? " checkpoint" : "";
        return head.append(scope.chance(0.5) ? condition + checkpoint : checkpoint + condition)
                .toString();
    }

    private void carry(int depth, List<Runnable> known) {
        switch (scope.below(8)) {
            case 0 -> carriedPosition(depth, known);
            case 1 -> carriedTruth(depth, known);
            default -> carriedNumbers(depth, known);
        }
    }

    /** Real numbers: new ones, or those that the loop around carries. */
    private void carriedNumbers(int depth, List<Runnable> known) {
        List<Value> outer = scope.carried().stream()
                .filter(v -> carries.stream().noneMatch(c -> c.startsWith(v.name() + " ")))
                .toList();
        boolean again = !outer.isEmpty() && scope.chance(0.5);
        Value value = again
                ? scope.pick(outer)
                : new Value(scope.fresh("k"), scope.shape(scope.pick(List.of(0, 0, 1, 1, 2))), null);
        String first = scope.chance(0.3) && !value.shape().isEmpty()
                ? "zeros(" + value.shape().stream().map(Size::name).collect(Collectors.joining(", ")) + ")"
                : formulas.of(value.shape(), depth, around.steps());
        carries.add(value.name() + " = " + first);
        if (!again) {
            known.add(() -> scope.define(value));
            left.add(() -> scope.define(value));
        }
        known.add(() -> scope.carry(value));
        for (int k = scope.pick(List.of(0, 1, 1, 1, 1, 2)); k > 0; k--) {
            parts.add(() -> body.define(
                    value.name(), List.of(), value.shape(), Math.min(depth + 1, 2), Shape.FREE, f -> next(value, f)));
        }
    }

    /** A value that stays in bounds, as a loop must not run away. */
    private String next(Value carry, String formula) {
        String tame = "tanh(" + formula + ")";
        return carry.shape().isEmpty()
                ? scope.pick(
                        tame,
                        tame,
                        "0.5*" + carry.name() + " + " + tame,
                        carry.name() + " + " + tame,
                        "if " + formulas.conditions().of(0, body.steps()) + " then " + tame + " else " + carry.name())
                : tame;
    }

    private void carriedPosition(int depth, List<Runnable> known) {
        Size of = scope.pick(scope.sizes());
        String name = scope.fresh("a");
        carries.add(name + " = " + formulas.position(of, depth, around.steps()));
        known.add(() -> scope.position(name, List.of(), of));
        left.add(() -> scope.position(name, List.of(), of));
        parts.add(() -> body.positions(name, List.of(), List.of(), of, Math.min(depth + 1, 2)));
    }

    private void carriedTruth(int depth, List<Runnable> known) {
        String name = scope.fresh("c");
        carries.add(name + " = " + formulas.conditions().of(depth, around.steps()));
        known.add(() -> scope.truths().add(name));
        left.add(() -> scope.truths().add(name));
        parts.add(() -> body.add(name + " = " + formulas.conditions().of(1, body.steps())));
    }

    private void collect(int depth) {
        int number = scope.pick(List.of(carries.isEmpty() ? 1 : 0, 1, 1, 2, 2));
        for (int k = 0; k < number; k++) {
            switch (scope.below(7)) {
                case 0 -> collectPositions(depth);
                case 1 -> collectTruths(depth);
                default -> collectNumbers(depth);
            }
        }
    }

    private List<Size> all(List<Size> shape) {
        List<Size> all = new ArrayList<>(List.of(step.size()));
        all.addAll(shape);
        return all;
    }

    private void collectNumbers(int depth) {
        List<Size> shape = scope.shape(scope.pick(List.of(0, 0, 1, 1, 2)));
        String name = scope.fresh("h");
        boolean early = scope.chance(0.5);
        boolean elements = early && !shape.isEmpty() && scope.chance(0.5);
        Rows before = new Rows(name, step, shape, elements, false);
        if (early) {
            scope.rows().add(before);
        }
        left.add(() -> scope.define(name, all(shape)));
        parts.add(() -> {
            body.define(
                    name,
                    List.of(step),
                    shape,
                    Math.min(depth, 2),
                    elements ? Shape.RANGES : early && !shape.isEmpty() ? Shape.STATED : Shape.FREE,
                    body::tamed);
            scope.rows().remove(before);
            scope.rows().add(new Rows(name, step, shape, false, true));
            scope.define(new Value(name, shape, null, step.name()));
        });
    }

    private void collectPositions(int depth) {
        Size of = scope.pick(scope.sizes());
        String name = scope.fresh("a");
        List<Size> shape = scope.shape(scope.below(2));
        if (shape.isEmpty()) {
            left.add(() -> scope.position(name, all(shape), of));
        }
        parts.add(() -> {
            body.positions(name, List.of(step), shape, of, Math.min(depth, 2));
            scope.define(new Value(name, shape, of, step.name()));
        });
    }

    private void collectTruths(int depth) {
        String name = scope.fresh("c");
        left.add(() -> scope.truths(name, all(List.of())));
        parts.add(() -> {
            body.truths(name, List.of(step), List.of(), Math.min(depth, 2));
            scope.truths().add(name + "[" + step.name() + "]");
        });
    }
}

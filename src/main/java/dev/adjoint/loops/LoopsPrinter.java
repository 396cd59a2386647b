package dev.adjoint.loops;

import dev.adjoint.shape.Primitive;
import dev.adjoint.shape.Whole;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Loop nests as text that a person can read: the buffers, then the sections. */
public final class LoopsPrinter {

    private final StringBuilder out = new StringBuilder();
    private String margin = "";

    private LoopsPrinter() {}

    public static String print(Loops loops) {
        LoopsPrinter printer = new LoopsPrinter();
        loops.buffers().forEach(printer::buffer);
        loops.sections().forEach(s -> printer.section(s.name(), s.nests()));
        return printer.out.toString();
    }

    private void line(String text) {
        out.append(margin).append(text).append('\n');
    }

    private void indented(Runnable body) {
        String before = margin;
        margin = before + "  ";
        body.run();
        margin = before;
    }

    private void buffer(Buffer buffer) {
        String kind = buffer.kind().name().toLowerCase(Locale.ROOT);
        line(place(buffer.place()) + " " + buffer + list(buffer.shape()) + " : " + kind);
    }

    private static String place(Buffer.Place place) {
        return place.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private void section(String name, List<Nest> nests) {
        line("");
        line(name + ":");
        indented(() -> nests.forEach(this::nest));
    }

    private void nest(Nest nest) {
        line("# " + nest.place().map(p -> "line " + p.line() + ": ").orElse("")
                + nest.comment().replaceAll("\\s+", " "));
        nest.why().forEach(reason -> line("#   " + reason));
        steps(nest.steps());
    }

    private void steps(List<Step> steps) {
        steps.forEach(s -> s.accept(new Steps()));
    }

    private void body(List<Step> steps) {
        indented(() -> steps(steps));
    }

    private static String list(List<Whole> wholes) {
        return wholes.isEmpty() ? "" : wholes.stream().map(Whole::toString).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String text(Value value) {
        return value.accept(new Values());
    }

    private static String sign(Step.Mode mode) {
        return switch (mode) {
            case SET -> " = ";
            case ADD -> " += ";
            case OR -> " |= ";
        };
    }

    private final class Steps implements Step.Visitor<Void> {

        @Override
        public Void loop(Step.Loop loop) {
            line("for " + loop.index() + " in " + loop.index().lower() + ":"
                    + loop.index().upper());
            body(loop.body());
            return null;
        }

        @Override
        public Void sweep(Step.Sweep sweep) {
            line("sweep " + sweep.index() + " in " + sweep.lower() + ":" + sweep.upper()
                    + (sweep.backward() ? " backward" : ""));
            indented(() -> sweep.body().forEach(LoopsPrinter.this::nest));
            return null;
        }

        @Override
        public Void segments(Step.Segments segments) {
            line("segments of " + segments.window().loop() + " in 0:"
                    + segments.window().steps() + (segments.backward() ? " backward" : ""));
            indented(() -> segments.body().forEach(LoopsPrinter.this::nest));
            return null;
        }

        @Override
        public Void when(Step.When when) {
            line("when " + text(when.condition()));
            indented(() -> when.then().forEach(LoopsPrinter.this::nest));
            if (!when.otherwise().isEmpty()) {
                line("otherwise");
                indented(() -> when.otherwise().forEach(LoopsPrinter.this::nest));
            }
            return null;
        }

        @Override
        public Void invoke(Step.Invoke invoke) {
            line("invoke " + invoke.method() + " for " + invoke.indices());
            return null;
        }

        @Override
        public Void declare(Step.Declare declare) {
            line("let " + declare.local() + " = " + text(declare.value()));
            return null;
        }

        @Override
        public Void reserve(Step.Reserve reserve) {
            line("let " + reserve.local());
            return null;
        }

        @Override
        public Void assign(Step.Assign assign) {
            line(assign.local() + sign(assign.mode()) + text(assign.value()));
            return null;
        }

        @Override
        public Void store(Step.Store store) {
            line(text(store.target()) + sign(store.mode()) + text(store.value()));
            return null;
        }

        @Override
        public Void branch(Step.Branch branch) {
            line("if " + text(branch.condition()));
            body(branch.then());
            if (!branch.otherwise().isEmpty()) {
                line("else");
                body(branch.otherwise());
            }
            return null;
        }

        @Override
        public Void call(Step.Call call) {
            line(text(call.result()) + " = " + call.operation().word()
                    + call.operands().stream()
                            .map(LoopsPrinter::text)
                            .collect(Collectors.joining(", ", "(", ") of " + list(call.sizes()))));
            return null;
        }

        @Override
        public Void each(Step.Each each) {
            line(each.first().buffer() + " = " + each.function().word() + " of each of [" + each.count() + "]");
            return null;
        }

        @Override
        public Void share(Step.Share share) {
            String enough =
                    share.work().map(w -> " if " + w + " >= " + share.least()).orElse("");
            line("share " + share.lower() + ":" + share.upper() + " in parts " + share.from() + ":" + share.to()
                    + enough);
            body(share.body());
            return null;
        }

        @Override
        public Void multiply(Step.Multiply multiply) {
            line(multiply.c().buffer() + (multiply.adds() ? " += " : " = ")
                    + "multiply(" + multiply.a().buffer() + ", " + multiply.b().buffer() + ") of "
                    + "[" + multiply.m() + ", " + multiply.depth() + "] and [" + multiply.depth() + ", "
                    + multiply.n() + "]");
            return null;
        }

        @Override
        public Void clear(Step.Clear clear) {
            line("clear " + clear.buffer());
            return null;
        }
    }

    /** Every compound operand stands in brackets. */
    private static final class Values implements Value.Visitor<String> {

        private String operand(Value value) {
            String text = text(value);
            boolean compound = value instanceof Value.Choose
                    || value instanceof Value.Compare
                    || value instanceof Value.And
                    || value instanceof Value.Or
                    || (value instanceof Value.Apply apply && !apply.primitive().isFunction())
                    || (value instanceof Value.Count count && !count.value().isNumber());
            return compound ? "(" + text + ")" : text;
        }

        @Override
        public String constant(Value.Constant constant) {
            return Double.toString(constant.value());
        }

        @Override
        public String count(Value.Count count) {
            return count.value().toString();
        }

        @Override
        public String get(Value.Get get) {
            return get.local().toString();
        }

        @Override
        public String element(Value.Element element) {
            return element.buffer() + list(element.subscripts());
        }

        @Override
        public String apply(Value.Apply apply) {
            Primitive primitive = apply.primitive();
            List<Value> x = apply.operands();
            if (primitive.isFunction()) {
                return primitive.word()
                        + x.stream().map(LoopsPrinter::text).collect(Collectors.joining(", ", "(", ")"));
            }
            return switch (primitive) {
                case NEGATE -> "-" + operand(x.get(0));
                case SQUARE -> operand(x.get(0)) + "^2";
                default -> operand(x.get(0)) + " " + primitive.word() + " " + operand(x.get(1));
            };
        }

        @Override
        public String held(Value.Held held) {
            return "index(" + text(held.operand()) + ", " + held.size() + ")";
        }

        @Override
        public String choose(Value.Choose choose) {
            return "if " + text(choose.condition()) + " then " + operand(choose.then()) + " else "
                    + operand(choose.otherwise());
        }

        @Override
        public String compare(Value.Compare compare) {
            return operand(compare.left()) + " " + compare.comparison().text() + " " + operand(compare.right());
        }

        @Override
        public String and(Value.And and) {
            return operand(and.left()) + " && " + operand(and.right());
        }

        @Override
        public String or(Value.Or or) {
            return operand(or.left()) + " || " + operand(or.right());
        }

        @Override
        public String not(Value.Not not) {
            return "!" + operand(not.operand());
        }

        @Override
        public String truth(Value.Truth truth) {
            return Boolean.toString(truth.value());
        }
    }
}

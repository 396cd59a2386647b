package dev.adjoint.java;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeName;
import dev.adjoint.loops.Value;
import dev.adjoint.shape.Kind;
import dev.adjoint.shape.Whole;

/** Scalar formulas as Java expressions: real numbers, truth values and whole numbers. */
final class Values {

    private final Frame frame;
    private final Members members;
    private final Wholes wholes;
    private final Elements elements;
    private final Gates gates;

    Values(Frame frame) {
        this.frame = frame;
        this.members = frame.members();
        this.wholes = new Wholes(frame);
        this.elements = new Elements(frame);
        this.gates = new Gates(members);
    }

    /** The value as what a variable of the kind takes. */
    Text of(Kind kind, Value value) {
        return kind == Kind.REAL ? real(value) : value.accept(new Printer());
    }

    /** The value as a real number: whole numbers are converted. */
    Text real(Value value) {
        if (value instanceof Value.Count count) {
            return real(count.value());
        }
        if (value instanceof Value.Choose choose && isWhole(choose)) {
            return choose(choose, real(choose.then()), real(choose.otherwise()));
        }
        Text text = value.accept(new Printer());
        return isWhole(value) ? text.cast(members.real) : text;
    }

    private Text real(Whole whole) {
        return whole.isNumber()
                ? number((double) whole.number())
                : wholes.exact(whole).cast(members.real);
    }

    Text number(double value) {
        return Numbers.literal(value, members.isFloat());
    }

    private static boolean isWhole(Value value) {
        return value instanceof Value.Count
                || value instanceof Value.Held
                || (value instanceof Value.Get get && get.local().kind() == Kind.INDEX)
                || (value instanceof Value.Element element && element.buffer().kind() == Kind.INDEX)
                || (value instanceof Value.Choose choose && isWhole(choose.then()) && isWhole(choose.otherwise()));
    }

    private Text choose(Value.Choose choose, Text then, Text otherwise) {
        CodeBlock condition = choose.condition().accept(new Printer()).least(Text.OR);
        return new Text(
                CodeBlock.of("$L ? $L : $L", condition, then.least(Text.OR), otherwise.least(Text.CHOICE)),
                Text.CHOICE);
    }

    private final class Printer implements Value.Visitor<Text> {

        @Override
        public Text constant(Value.Constant constant) {
            return number(constant.value());
        }

        @Override
        public Text count(Value.Count count) {
            return wholes.subscript(count.value());
        }

        @Override
        public Text get(Value.Get get) {
            return Text.primary("$L", frame.name(get.local()));
        }

        @Override
        public Text element(Value.Element element) {
            return elements.element(element.buffer(), element.subscripts());
        }

        @Override
        public Text apply(Value.Apply apply) {
            return gates.apply(
                    apply.primitive(),
                    apply.operands().stream().map(Values.this::real).toList(),
                    apply.operands().get(0) instanceof Value.Get get
                            && get.local().kind() == Kind.REAL);
        }

        /** Writes {@code Math.max(0, Math.min((int) Math.floor(x), D - 1))}; a cast makes 0 of NaN. */
        @Override
        public Text held(Value.Held held) {
            Text floor = Text.primary(
                            "$T.floor($L)", Math.class, real(held.operand()).code())
                    .cast(TypeName.INT);
            return Text.primary(
                    "$1T.max(0, $1T.min($2L, $3L))",
                    Math.class,
                    floor.code(),
                    wholes.subscript(held.size().minus(1)).code());
        }

        @Override
        public Text choose(Value.Choose choose) {
            boolean real = kind(choose) == Kind.REAL;
            return real
                    ? Values.this.choose(choose, real(choose.then()), real(choose.otherwise()))
                    : Values.this.choose(
                            choose,
                            choose.then().accept(this),
                            choose.otherwise().accept(this));
        }

        @Override
        public Text compare(Value.Compare compare) {
            int strength = switch (compare.comparison()) {
                case EQUAL, NOT_EQUAL -> Text.EQUALITY;
                default -> Text.RELATION;
            };
            Text left = side(compare, compare.left());
            Text right = side(compare, compare.right());
            return Text.binary(left, compare.comparison().text(), right, strength);
        }

        /** Whole numbers are compared as such, all else as real numbers. */
        private Text side(Value.Compare compare, Value side) {
            boolean whole = isWhole(compare.left()) && isWhole(compare.right());
            return !whole
                    ? real(side)
                    : side instanceof Value.Count count ? wholes.exact(count.value()) : side.accept(this);
        }

        @Override
        public Text and(Value.And and) {
            return Text.binary(and.left().accept(this), "&&", and.right().accept(this), Text.AND);
        }

        @Override
        public Text or(Value.Or or) {
            return Text.binary(or.left().accept(this), "||", or.right().accept(this), Text.OR);
        }

        @Override
        public Text not(Value.Not not) {
            return new Text(CodeBlock.of("!$L", not.operand().accept(this).least(Text.UNARY)), Text.UNARY);
        }

        @Override
        public Text truth(Value.Truth truth) {
            return Text.primary("$L", truth.value());
        }
    }

    /** What a value is. */
    static Kind kind(Value value) {
        if (isWhole(value)) {
            return Kind.INDEX;
        }
        if (value instanceof Value.Choose choose) {
            return kind(choose.then()) == Kind.TRUTH ? Kind.TRUTH : Kind.REAL;
        }
        if (value instanceof Value.Get get) {
            return get.local().kind();
        }
        if (value instanceof Value.Element element) {
            return element.buffer().kind();
        }
        boolean real = value instanceof Value.Constant || value instanceof Value.Apply;
        return real ? Kind.REAL : Kind.TRUTH;
    }
}

package dev.adjoint.draw;

import dev.adjoint.draw.Label.Lecture;
import dev.adjoint.shape.Atom;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Primitive;
import dev.adjoint.shape.Typed;
import dev.adjoint.source.Span;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What stands in the gate of each kind of formula: as on the lecture's slides where they have one. */
final class Labels implements Typed.Visitor<Label> {

    private static final int LONGEST = 30;

    private Labels() {}

    static Label of(Typed formula) {
        return formula.accept(new Labels());
    }

    /** Whether it is a number that stands in the gate it is an operand of. */
    static boolean isNumeral(Typed formula) {
        if (formula instanceof Typed.Count count) {
            return count.value().atoms().stream().noneMatch(Atom.Gathered.class::isInstance);
        }
        return formula instanceof Typed.Literal
                || (formula instanceof Typed.Each each
                        && each.type().isScalar()
                        && each.operands().stream().allMatch(Labels::isNumeral));
    }

    /** The text of a formula on one line, cut where it is long. */
    static String shortened(Span span) {
        String text =
                span.text().replaceAll("#[^\n]*", "").replaceAll("\\s+", " ").trim();
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1).trim() + "…";
    }

    private static Label text(Typed formula) {
        return Label.of(shortened(formula.span()));
    }

    @Override
    public Label literal(Typed.Literal literal) {
        return text(literal);
    }

    @Override
    public Label count(Typed.Count count) {
        return text(count);
    }

    @Override
    public Label reference(Typed.Reference reference) {
        return Label.of(reference.symbol().name());
    }

    @Override
    public Label each(Typed.Each each) {
        String text = text(each.primitive(), each.operands(), !each.type().isScalar());
        return new Label(text, "", lecture(each.primitive()));
    }

    private static Optional<Lecture> lecture(Primitive primitive) {
        return switch (primitive) {
            case ADD, SUBTRACT -> Optional.of(Lecture.DISTRIBUTOR);
            case MAX, MIN -> Optional.of(Lecture.ROUTER);
            case MULTIPLY -> Optional.of(Lecture.SWITCHER);
            default -> Optional.empty();
        };
    }

    private static String text(Primitive primitive, List<Typed> operands, boolean array) {
        Typed first = operands.get(0);
        Typed last = operands.get(operands.size() - 1);
        boolean product = array && !first.type().isScalar() && !last.type().isScalar();
        return switch (primitive) {
            case ADD -> isNumeral(first) ? "+" + number(first) : isNumeral(last) ? "+" + number(last) : "+";
            case SUBTRACT -> isNumeral(first) ? number(first) + "−x" : isNumeral(last) ? "−" + number(last) : "−";
            case MULTIPLY ->
                isNumeral(first) ? "*" + number(first) : isNumeral(last) ? "*" + number(last) : product ? ".*" : "*";
            case DIVIDE ->
                isNumeral(first) ? number(first) + "/x" : isNumeral(last) ? "/" + number(last) : product ? "./" : "/";
            case NEGATE -> "*-1";
            case SQUARE -> "^2";
            case POWER -> isNumeral(first) ? number(first) + "^x" : isNumeral(last) ? "^" + number(last) : "^";
            default -> function(primitive, operands);
        };
    }

    private static String number(Typed numeral) {
        String text = shortened(numeral.span());
        return numeral instanceof Typed.Each each && each.primitive() != Primitive.NEGATE ? "(" + text + ")" : text;
    }

    /** {@code max(0,·)}: the numbers among the operands, and dots for the wires. */
    private static String function(Primitive primitive, List<Typed> operands) {
        return operands.stream().noneMatch(Labels::isNumeral)
                ? primitive.word()
                : operands.stream()
                        .map(operand -> isNumeral(operand) ? number(operand) : "·")
                        .collect(Collectors.joining(",", primitive.word() + "(", ")"));
    }

    @Override
    public Label compare(Typed.Compare compare) {
        String sign = compare.comparison().text();
        return Label.of((isNumeral(compare.left()) ? number(compare.left()) + " " : "")
                + sign
                + (isNumeral(compare.right()) ? " " + number(compare.right()) : ""));
    }

    @Override
    public Label logic(Typed.Logic logic) {
        return Label.of(
                switch (logic.connective()) {
                    case NOT -> "!";
                    case AND -> "&&";
                    case OR -> "||";
                });
    }

    @Override
    public Label product(Typed.Product product) {
        return Label.of("*", Lecture.SWITCHER);
    }

    @Override
    public Label transpose(Typed.Transpose transpose) {
        return Label.of("'");
    }

    @Override
    public Label subscript(Typed.Subscript subscript) {
        return text(subscript);
    }

    @Override
    public Label conditional(Typed.Conditional conditional) {
        return Label.of("if");
    }

    @Override
    public Label fold(Typed.Fold fold) {
        return new Label(shortened(fold.span()), "", lecture(fold.reduction()));
    }

    @Override
    public Label foldArray(Typed.FoldArray foldArray) {
        String word = foldArray.reduction().name().toLowerCase(Locale.ROOT);
        return new Label(word, "", lecture(foldArray.reduction()));
    }

    private static Optional<Lecture> lecture(Typed.Reduction reduction) {
        return switch (reduction) {
            case SUM, MEAN -> Optional.of(Lecture.DISTRIBUTOR);
            case MAX, MIN -> Optional.of(Lecture.ROUTER);
            default -> Optional.empty();
        };
    }

    @Override
    public Label build(Typed.Build build) {
        String indices = build.indices().stream().map(Index::name).collect(Collectors.joining(", "));
        return new Label(shortened(build.element().span()), "for " + indices, Optional.empty());
    }

    @Override
    public Label stack(Typed.Stack stack) {
        return Label.of("[,]");
    }

    @Override
    public Label concat(Typed.Concat concat) {
        return Label.of("concat");
    }

    @Override
    public Label softmax(Typed.Softmax softmax) {
        return Label.of("softmax");
    }

    @Override
    public Label kernel(Typed.Kernel kernel) {
        return Label.of(kernel.algebra().word().replace("_transposed", "'"));
    }

    @Override
    public Label held(Typed.Held held) {
        return Label.of("index");
    }

    @Override
    public Label block(Typed.Block block) {
        return Label.of(block.name());
    }

    @Override
    public Label scanned(Typed.Scanned scanned) {
        return Label.of(scanned.symbol().name());
    }

    @Override
    public Label gated(Typed.Gated gated) {
        String how = gated.gradient().isSurrogate() ? "surrogate gradient" : "its own gradient";
        return new Label(gated.gradient().function(), how, Optional.empty());
    }

    @Override
    public Label derivative(Typed.Derivative derivative) {
        return text(derivative);
    }
}

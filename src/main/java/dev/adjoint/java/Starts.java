package dev.adjoint.java;

import com.palantir.javapoet.CodeBlock;
import dev.adjoint.diagnostic.Code;
import dev.adjoint.diagnostic.Diagnostic;
import dev.adjoint.diagnostic.Diagnostics;
import dev.adjoint.java.Chunks.Piece;
import dev.adjoint.java.Helpers.Helper;
import dev.adjoint.loops.Buffer;
import dev.adjoint.loops.Bytecodes;
import dev.adjoint.loops.Nest;
import dev.adjoint.loops.Step;
import dev.adjoint.loops.Value;
import dev.adjoint.shape.Index;
import dev.adjoint.shape.Typed;
import dev.adjoint.shape.Variable;
import dev.adjoint.shape.Whole;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What {@code initial} puts into theta for a param. */
final class Starts {

    private final Draft draft;
    private final Diagnostics diagnostics;

    Starts(Draft draft, Diagnostics diagnostics) {
        this.draft = draft;
        this.diagnostics = diagnostics;
    }

    Piece write(Members.Slice slice, Variable param) {
        if (param.start().isPresent()) {
            try {
                return said(slice, param, param.start().get());
            } catch (Elementwise.Unsupported unsupported) {
                diagnostics.add(Diagnostic.at(
                                unsupported.place(), Code.E0701, "a start value of this form is not possible yet")
                        .note(param.span(), "`" + param.name() + "` begins there")
                        .help("write a number, or an array of numbers such as `[1, 2]` or `[i/2 for i in 0:4]`"));
                return new Piece(CodeBlock.of(""), 0);
            }
        }
        return slice.shape().size() >= 2 ? normal(slice) : new Piece(CodeBlock.of(""), 0);
    }

    /** Writes {@code normal(random, theta, 0, H * D, Math.sqrt(2.0 / D));}. */
    private Piece normal(Members.Slice slice) {
        Elements elements = draft.elements();
        Elements.Offset fanIn =
                elements.size(slice.shape().subList(1, slice.shape().size()));
        Text below = elements.position(Members.At.of(0), fanIn);
        CodeBlock code = CodeBlock.builder()
                .addStatement(
                        "$L(random, theta, $L, $L, $T.sqrt(2.0 / $L))",
                        draft.helper(Helper.NORMAL),
                        elements.position(slice.at(), new Elements.Offset(null, 0))
                                .code(),
                        elements.position(slice.at(), elements.size(slice.shape()))
                                .code(),
                        Math.class,
                        below.least(Text.PRODUCT + 1))
                .build();
        return new Piece(code, 60);
    }

    /** Writes {@code theta[wAt] = 1.0;}, {@code Arrays.fill(theta, from, to, 1.0);} or loops. */
    private Piece said(Members.Slice slice, Variable param, Typed start) {
        if (start.type().isScalar() && !slice.shape().isEmpty()) {
            Elements elements = draft.elements();
            Frame frame = new Frame(draft.members());
            CodeBlock code = CodeBlock.builder()
                    .addStatement(
                            "$T.fill(theta, $L, $L, $L)",
                            Arrays.class,
                            elements.position(slice.at(), new Elements.Offset(null, 0))
                                    .code(),
                            elements.position(slice.at(), elements.size(slice.shape()))
                                    .code(),
                            new Values(frame)
                                    .real(Elementwise.of(start, List.of()))
                                    .code())
                    .build();
            return new Piece(code, 60);
        }
        Buffer target = draft.members().buffer(param, Buffer.Place.THETA);
        Nest nest = new Nest("", Optional.empty(), assign(target, start, new ArrayList<>()));
        Statements statements = new Statements(new Frame(draft.members()));
        statements.steps(nest.steps());
        return new Piece(statements.code(), Bytecodes.estimate(nest));
    }

    /** The steps that put a formula of the shape of the last axes in its place: a stack part by part, all else by loops. */
    private static List<Step> assign(Buffer target, Typed value, List<Whole> outer) {
        if (value instanceof Typed.Stack stack) {
            List<Step> steps = new ArrayList<>();
            for (int k = 0; k < stack.parts().size(); k++) {
                List<Whole> inner = new ArrayList<>(outer);
                inner.add(Whole.of(k));
                steps.addAll(assign(target, stack.parts().get(k), inner));
            }
            return steps;
        }
        List<Index> indices = new ArrayList<>();
        List<Whole> subscripts = new ArrayList<>(outer);
        for (Whole size : value.type().shape()) {
            indices.add(new Index("i", size));
            subscripts.add(Whole.of(indices.get(indices.size() - 1)));
        }
        Value element = Elementwise.of(value, subscripts.subList(outer.size(), subscripts.size()));
        Step step = new Step.Store(new Value.Element(target, subscripts), Step.Mode.SET, element);
        for (int k = indices.size() - 1; k >= 0; k--) {
            step = new Step.Loop(indices.get(k), List.of(step));
        }
        return List.of(step);
    }
}

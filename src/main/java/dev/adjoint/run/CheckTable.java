package dev.adjoint.run;

import dev.adjoint.interpret.GradientReport.Row;
import dev.adjoint.interpret.GradientReport.Verdict;
import dev.adjoint.interpret.OwnGradientCheck;
import dev.adjoint.interpret.ProductCheck;
import dev.adjoint.interpret.Tally;
import dev.adjoint.shape.Definition;
import dev.adjoint.shape.Derivation;
import dev.adjoint.shape.Program;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A check of derivatives for people: one line for each param with its worst entry and both numbers. */
public final class CheckTable {

    private static List<String> head(String first, String claimed) {
        return List.of(first, "entries", "checked", "at kinks", "worst entry", claimed, "difference", "");
    }

    private final PrintStream out;

    public CheckTable(PrintStream out) {
        this.out = out;
    }

    public void print(String file, GradientChecks.Result result) {
        out.println(file + ": " + (result.points() == 1 ? "1 point" : result.points() + " points") + sizes(result)
                + ", seed " + result.seed());
        for (GradientChecks.Check check : result.checks()) {
            if (!check.rows().isEmpty()) {
                out.println(
                        (check.weighed()
                                ? "gradient of " + check.output() + ", weighed with random seeds"
                                : "gradient of " + check.output()));
                List<List<String>> lines = new ArrayList<>(List.of(head("param", "gradient")));
                check.rows().forEach(row -> lines.add(cells(row)));
                aligned(lines);
            }
        }
        result.products().forEach(this::product);
        functions(result.own());
        String all = result.products().isEmpty()
                ? "every gradient agrees with its differences"
                : "every gradient and every product agrees with its differences";
        out.println(
                switch (result.verdict()) {
                    case PASSED -> all;
                    case UNCHECKED -> "nothing wrong was found, but not everything could be checked";
                    case FAILED -> wrong(result);
                });
    }

    private static String wrong(GradientChecks.Result result) {
        boolean product = result.products().values().stream()
                .flatMap(List::stream)
                .anyMatch(row -> row.tally().verdict() == Verdict.FAILED);
        return product ? "A DERIVATIVE IS WRONG" : "A GRADIENT IS WRONG";
    }

    /** {@code jacobian of e} with a line for each param or input, or for what is derived. */
    private void product(Derivation product, List<ProductCheck.Row> rows) {
        String of = product.of().stream().map(Definition::name).collect(Collectors.joining(", "));
        String word = product.product().word();
        boolean withVector = !product.isMatrix();
        out.println(word + " of " + of + (withVector ? ", of a random vector" : ""));
        List<List<String>> lines =
                new ArrayList<>(List.of(head(product.product() == Derivation.Product.JVP ? "of" : "by", word)));
        rows.forEach(row -> lines.add(row.surrogate()
                .map(function -> surrogate(row.name(), row.tally(), function))
                .orElseGet(() -> cells(row.name(), row.tally()))));
        aligned(lines);
    }

    private static List<String> surrogate(String name, Tally tally, String function) {
        return List.of(
                name,
                Integer.toString(tally.entries()),
                "0",
                "0",
                "-",
                "-",
                "-",
                tally.verdict() == Verdict.FAILED ? "WRONG" : "not compared: `surrogate` of " + function);
    }

    /** {@code  with H = 3, D = 2}. */
    private static String sizes(GradientChecks.Result result) {
        String sizes = result.program().dims().stream()
                .filter(Program.Size::isOpen)
                .map(d -> d.name() + " = " + result.sizes().of(d.value()))
                .collect(Collectors.joining(", "));
        return sizes.isEmpty() ? "" : " with " + sizes;
    }

    private static List<String> cells(Row row) {
        return row.surrogate()
                .map(function -> surrogate(row.variable().name(), row.tally(), function))
                .orElseGet(() -> cells(row.variable().name(), row.tally()));
    }

    private static List<String> cells(String name, Tally tally) {
        return List.of(
                name,
                Integer.toString(tally.entries()),
                Integer.toString(tally.checked()),
                Integer.toString(tally.kinks()),
                tally.worst().map(worst -> worst.name(name)).orElse("-"),
                tally.worst().map(worst -> AnswerTable.exact(worst.claimed())).orElse("-"),
                tally.worst()
                        .map(worst -> AnswerTable.exact(worst.difference()))
                        .orElse("-"),
                tally.verdict() == Verdict.FAILED
                        ? "WRONG"
                        : tally.verdict() == Verdict.UNCHECKED ? "not checked" : "");
    }

    /** One table for each function that says its own gradient. */
    private void functions(List<OwnGradientCheck.Row> rows) {
        Map<String, List<List<String>>> tables = new LinkedHashMap<>();
        for (OwnGradientCheck.Row row : rows) {
            tables.computeIfAbsent(row.function(), f -> new ArrayList<>(List.of(head("argument", "gradient"))))
                    .add(cells(row.argument(), row.tally()));
        }
        tables.forEach((function, lines) -> {
            out.println("gradient that `fn " + function + "` says for itself");
            aligned(lines);
        });
    }

    /** Names to the left, counts to the right. */
    private void aligned(List<List<String>> lines) {
        for (List<String> line : lines) {
            StringBuilder text = new StringBuilder(" ");
            for (int column = 0; column < line.size(); column++) {
                int at = column;
                int width =
                        lines.stream().mapToInt(l -> l.get(at).length()).max().orElse(0);
                String pad = " ".repeat(width - line.get(column).length());
                boolean count = column >= 1 && column <= 3;
                text.append(' ')
                        .append(count ? pad + line.get(column) : line.get(column) + pad)
                        .append(' ');
            }
            out.println(text.toString().stripTrailing());
        }
    }
}

package dev.adjoint.cli;

import dev.adjoint.interpret.GradientReport.Row;
import dev.adjoint.interpret.GradientReport.Verdict;
import dev.adjoint.shape.Program;
import dev.adjoint.shape.Variable;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A check of gradients for people: one line for each param with its worst entry and both numbers. */
final class CheckTable {

    private static final List<String> HEAD =
            List.of("param", "entries", "checked", "at kinks", "worst entry", "gradient", "difference", "");

    private final PrintStream out;

    CheckTable(PrintStream out) {
        this.out = out;
    }

    void print(String file, GradientChecks.Result result) {
        out.println(file + ": " + (result.points() == 1 ? "1 point" : result.points() + " points") + sizes(result)
                + ", seed " + result.seed());
        for (GradientChecks.Check check : result.checks()) {
            if (!check.rows().isEmpty()) {
                out.println(
                        (check.weighed()
                                ? "gradient of " + check.output() + ", weighed with random seeds"
                                : "gradient of " + check.output()));
                List<List<String>> lines = new ArrayList<>(List.of(HEAD));
                check.rows().forEach(row -> lines.add(cells(row)));
                aligned(lines);
            }
        }
        out.println(
                switch (result.verdict()) {
                    case PASSED -> "every gradient agrees with its differences";
                    case UNCHECKED -> "nothing wrong was found, but not everything could be checked";
                    case FAILED -> "A GRADIENT IS WRONG";
                });
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
        Variable param = row.variable();
        return List.of(
                param.name(),
                Integer.toString(row.entries()),
                Integer.toString(row.checked()),
                Integer.toString(row.kinks()),
                row.worst().map(worst -> worst.name(param)).orElse("-"),
                row.worst().map(worst -> AnswerTable.exact(worst.claimed())).orElse("-"),
                row.worst().map(worst -> AnswerTable.exact(worst.difference())).orElse("-"),
                row.verdict() == Verdict.FAILED ? "WRONG" : row.verdict() == Verdict.UNCHECKED ? "not checked" : "");
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

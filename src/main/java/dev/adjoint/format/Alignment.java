package dev.adjoint.format;

import dev.adjoint.syntax.Lexeme;
import dev.adjoint.syntax.Lexeme.Role;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps in one column what the user wrote in one column: the signs of lines that follow one another in a block, and comments
 * at the ends of lines. It counts as meant if some of them have more than one space before them; as many spaces as all of
 * them had to spare stay.
 */
final class Alignment {

    /** From left to right: what is aligned first moves what stands behind it. */
    private static final List<Role> SIGNS = List.of(Role.DECLARED, Role.STATED, Role.DEFINES, Role.RANGES);

    /** A place in a line that can be moved: a word with what stands behind it, or the comment. */
    private interface Place {

        int before();

        int gap();

        int now();

        void move(int columns);
    }

    private final List<Line> lines;

    private Alignment(List<Line> lines) {
        this.lines = lines;
    }

    /** Aligns the signs of statements, whose lines are indented already. */
    static void ofSigns(List<Line> lines) {
        for (Role role : SIGNS) {
            new Alignment(lines).signs(role);
        }
    }

    /** Aligns the comments behind words, which stand where they will. */
    static void ofComments(List<Line> lines) {
        List<Place> comments = new ArrayList<>();
        for (Line line : lines) {
            if (line.hasWords() && line.hasComment()) {
                comments.add(comment(line));
            }
        }
        runs(comments).forEach(run -> align(run, 1));
    }

    /** The blocks are told apart by the line that opens them, the statements by what they begin with. */
    private void signs(Role role) {
        Map<String, List<Place>> kinds = new LinkedHashMap<>();
        List<Integer> blocks = new ArrayList<>(List.of(-1));
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            if (line.hasWords() && line.first().beginsStatement()) {
                int k = sign(line, role);
                if (k > 0) {
                    String kind = blocks.get(blocks.size() - 1) + " " + kind(line, role);
                    kinds.computeIfAbsent(kind, any -> new ArrayList<>()).add(word(line, k));
                }
            }
            for (Lexeme word : line.words()) {
                if (word.role() == Role.OPENING) {
                    blocks.add(i);
                } else if (word.role() == Role.CLOSING) {
                    blocks.remove(blocks.size() - 1);
                }
            }
        }
        kinds.values().forEach(places -> runs(places).forEach(run -> align(run, role == Role.RANGES ? 1 : 2)));
    }

    private static int sign(Line line, Role role) {
        for (int k = 1; k < line.words().size(); k++) {
            Lexeme word = line.words().get(k);
            if (word.role() == role && word.statement() == line.first().statement()) {
                return k;
            }
        }
        return -1;
    }

    private static String kind(Line line, Role role) {
        boolean declares = line.words().get(1).role() == Role.DECLARED;
        return role == Role.DEFINES && declares ? line.first().text() : "";
    }

    /** Places that follow one another in one column. */
    private static List<List<Place>> runs(List<Place> places) {
        List<List<Place>> runs = new ArrayList<>();
        int column = -1;
        for (Place place : places) {
            if (place.before() != column) {
                runs.add(new ArrayList<>());
                column = place.before();
            }
            runs.get(runs.size() - 1).add(place);
        }
        return runs;
    }

    private static void align(List<Place> run, int fewest) {
        boolean meant = run.size() >= fewest && run.stream().anyMatch(place -> place.gap() > 1);
        if (meant) {
            int spare = run.stream().mapToInt(Place::gap).min().orElseThrow() - 1;
            int last = run.stream()
                    .max(Comparator.comparing(Place::now))
                    .orElseThrow()
                    .now();
            int column = last + Math.max(0, spare);
            run.forEach(place -> place.move(column - place.now()));
        }
    }

    private static Place word(Line line, int k) {
        return new Place() {
            @Override
            public int before() {
                return line.start(k);
            }

            @Override
            public int gap() {
                return line.gap(k);
            }

            @Override
            public int now() {
                return line.columnOf(k);
            }

            @Override
            public void move(int columns) {
                line.widen(k, columns);
            }
        };
    }

    private static Place comment(Line line) {
        return new Place() {
            @Override
            public int before() {
                return line.commentStart();
            }

            @Override
            public int gap() {
                return line.commentGap();
            }

            @Override
            public int now() {
                return line.commentColumn();
            }

            @Override
            public void move(int columns) {
                line.widenComment(columns);
            }
        };
    }
}

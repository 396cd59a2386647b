package dev.adjoint.repl;

import dev.adjoint.shape.BuiltInNames;
import dev.adjoint.syntax.LineWords;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Completes names of the session, functions, words of the language, commands and files. */
final class Completion implements Completer {

    private List<Command> commands = List.of();
    private Session session = Session.EMPTY;

    void commands(List<Command> all) {
        commands = all;
    }

    void known(Session now) {
        session = now;
    }

    @Override
    public void complete(LineReader reader, ParsedLine parsed, List<Candidate> candidates) {
        TypedLine line = (TypedLine) parsed;
        boolean first =
                line.line().substring(0, line.cursor() - line.word().length()).isBlank();
        if (line.isPath()) {
            files(line.word(), candidates);
        } else if (first && line.word().startsWith(":")) {
            commands.forEach(c -> candidates.add(
                    candidate(c.name(), "commands", !c.arguments().isEmpty())));
        } else {
            session.names().forEach(name -> candidates.add(candidate(name, "names", false)));
            BuiltInNames.functions().stream()
                    .filter(name -> !session.knows(name))
                    .forEach(name ->
                            candidates.add(new Candidate(name + "(", name, "functions", null, null, null, false)));
            LineWords.keywords().forEach(word -> candidates.add(candidate(word, "words", true)));
        }
    }

    private static Candidate candidate(String text, String group, boolean complete) {
        return new Candidate(text, text, group, null, null, null, complete);
    }

    private static void files(String typed, List<Candidate> candidates) {
        int slash = typed.lastIndexOf('/');
        String folder = typed.substring(0, slash + 1);
        try (DirectoryStream<Path> found = Files.newDirectoryStream(Path.of(folder.isEmpty() ? "." : folder))) {
            for (Path file : found) {
                String name = file.getFileName().toString();
                boolean isFolder = Files.isDirectory(file);
                if (!name.startsWith(".") || typed.substring(slash + 1).startsWith(".")) {
                    String text = folder + name + (isFolder ? "/" : "");
                    candidates.add(new Candidate(text, name, "files", null, null, null, false));
                }
            }
        } catch (IOException | InvalidPathException | java.nio.file.DirectoryIteratorException none) {
            // A folder that is not there has nothing to offer.
        }
    }
}

package dev.adjoint.documentation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The blocks of code in a page.
 *
 * <p>Comments on the lines above a block belong to it: {@code <!-- with: dim N; param x[N] -->} is the beginning of
 * the program that the block goes on with, {@code <!-- refused: E0202 -->} says that the program is refused.
 */
record Markdown(Path file, List<Block> blocks) {

    private static final String FENCE = "```";

    /**
     * A block.
     *
     * @param language what stands behind the first fence
     * @param line the number of the first line inside
     * @param adjacent whether only blank lines lie between it and the block before
     */
    record Block(String language, List<String> lines, int line, List<String> comments, boolean adjacent) {

        String text() {
            return String.join("\n", lines) + "\n";
        }

        /** What the comments say under this word, joined by newlines. */
        Optional<String> said(String word) {
            List<String> found = comments.stream()
                    .filter(c -> c.startsWith(word + ":"))
                    .map(c -> c.substring(word.length() + 1).strip())
                    .toList();
            return found.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", found));
        }
    }

    /** The README and the pages of the language reference. */
    static List<Markdown> pages() {
        try (Stream<Path> reference = Files.list(Path.of("src/site/markdown"))) {
            return Stream.concat(Stream.of(Path.of("README.md")), reference.sorted())
                    .map(Markdown::read)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static Markdown read(Path file) {
        try {
            return new Markdown(file, blocks(Files.readAllLines(file)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The block that follows with only blank lines between. */
    Optional<Block> behind(Block block) {
        return blocks.stream().skip(blocks.indexOf(block) + 1L).findFirst().filter(Block::adjacent);
    }

    private static List<Block> blocks(List<String> page) {
        List<Block> blocks = new ArrayList<>();
        List<String> comments = new ArrayList<>();
        boolean adjacent = false;
        for (int k = 0; k < page.size(); k++) {
            String line = page.get(k).strip();
            if (line.startsWith(FENCE)) {
                int end = k + 1;
                while (!page.get(end).strip().equals(FENCE)) {
                    end++;
                }
                String language = line.substring(FENCE.length()).strip();
                blocks.add(new Block(
                        language, List.copyOf(page.subList(k + 1, end)), k + 2, List.copyOf(comments), adjacent));
                comments.clear();
                adjacent = true;
                k = end;
            } else if (line.startsWith("<!--") && line.endsWith("-->")) {
                comments.add(line.substring(4, line.length() - 3).strip());
            } else if (!line.isEmpty()) {
                comments.clear();
                adjacent = false;
            }
        }
        return blocks;
    }
}

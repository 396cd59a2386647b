package dev.adjoint.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompletionCommandTest {

    /** What TAB does after the words that are its arguments. */
    private static final String TAB = """

            COMP_WORDS=("$@")
            COMP_CWORD=$(($# - 1))
            compopt() { :; }
            _complete_ad
            echo "${COMPREPLY[*]}"
            """;

    @TempDir
    Path directory;

    private String bash(String script, String... arguments) throws IOException, InterruptedException {
        Path file = Path.of(Ad.file(directory, "script", script));
        List<String> command = new ArrayList<>(List.of("bash", "--norc", file.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        return said.strip();
    }

    private static String script(String shell) {
        Ad run = Ad.run("completion", shell);
        assertEquals(0, run.code(), run.err());
        assertEquals("", run.err());
        return run.out();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void bashKnowsTheCommand() throws Exception {
        assertEquals("complete -o default -F _complete_ad ad", bash(script("bash") + "\ncomplete -p ad\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ad ch | check",
                "ad c | compile check completion",
                "ad fmt --ch | --check",
                "ad ne | new",
                "ad new --p | --package",
                "ad compile --wa | --watch",
                "ad check --wa | --watch",
                "ad compile --real f | float",
                "ad --color al | always",
                "ad compile --print a | adjoint",
                "ad check ne | net.ad",
                "ad check net.ad ne | net.ad",
                "ad check --values ne | net.ad",
                "ad eval ne | net.ad",
                "ad explain E0001 | E0001",
                "ad help ex | explain",
                "ad completion z | zsh",
            })
    @DisabledOnOs(OS.WINDOWS)
    void bashCompletes(String words, String expected) throws Exception {
        Ad.file(directory, "net.ad", "f = 1\n");
        assertEquals(expected, bash(script("bash") + TAB, words.split(" ")).replace("\n", " "));
    }

    /** It is the same script, which begins by asking which of the two it is in. */
    @Test
    void zshTakesTheScriptOfBash() {
        assertEquals(script("bash"), script("zsh"));
        assertTrue(script("zsh").contains("[ -n \"$ZSH_VERSION\" ]"));
    }

    @Test
    void fishIsToldEveryCommandAndOption() {
        String script = script("fish");
        for (String line : List.of(
                "complete -c ad -n '__fish_use_subcommand' -f -a check -d 'Hold the gradients",
                "complete -c ad -n '__fish_seen_subcommand_from compile' -s d -l directory -r -F -d 'Where",
                "complete -c ad -n '__fish_seen_subcommand_from compile' -l real -x -a 'double float' -d 'double (default)",
                "complete -c ad -n '__fish_seen_subcommand_from fmt' -l check -d 'Write nothing;",
                "complete -c ad -n '__fish_seen_subcommand_from completion' -f -a 'bash zsh fish'\n")) {
            assertTrue(script.contains(line), script);
        }
        script.lines().forEach(line -> assertTrue(line.startsWith("complete -c ad -n '__fish_"), line));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void fishCompletes() throws Exception {
        Assumptions.assumeTrue(bash("command -v fish").endsWith("fish"));
        Path file = Path.of(Ad.file(directory, "ad.fish", script("fish")));
        assertTrue(bash("fish --no-config -c 'source " + file + "; complete -C \"ad ch\"'")
                .startsWith("check"));
    }
}

package dev.adjoint.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.files.FilesRead;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class WatchTest {

    private static final long SOON = 20;
    private static final String LAYERS = "fn act(x) = tanh(x)\n";
    private static final String NET = "use \"layers.ad\"\nparam w\nf = act(w)\n";

    @TempDir
    Path directory;

    private final BlockingQueue<Integer> runs = new LinkedBlockingQueue<>();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final int[] code = {-1};
    private Thread thread;
    private Process process;

    @AfterEach
    void end() throws InterruptedException {
        if (thread != null) {
            thread.interrupt();
            thread.join();
        }
        if (process != null) {
            process.destroyForcibly();
        }
    }

    private void watch(IntSupplier work, String... files) throws InterruptedException {
        PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
        Console console = new Console(InputStream.nullInputStream(), stream, stream);
        int[] count = {0};
        IntSupplier counted = () -> {
            runs.add(++count[0]);
            return work.getAsInt();
        };
        thread = new Thread(() -> code[0] = new Watch(new FilesRead(List.of(files)), console).run(counted));
        thread.start();
        expect(1);
    }

    private void expect(int run) throws InterruptedException {
        assertEquals(run, runs.poll(SOON, TimeUnit.SECONDS), () -> err.toString(StandardCharsets.UTF_8));
    }

    private void expectNone() throws InterruptedException {
        assertNull(runs.poll(1_500, TimeUnit.MILLISECONDS));
    }

    private void replace(String name, String text) throws IOException {
        Path aside = Files.writeString(directory.resolve(name + "~"), text);
        Files.move(aside, directory.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void runsAgainWhenWhatIsReadChangesAndOnlyThen() throws Exception {
        String net = Ad.file(directory, "net.ad", NET);
        Path layers = Path.of(Ad.file(directory, "layers.ad", LAYERS));
        watch(() -> 0, net);
        Ad.file(directory, "net.ad", NET + "g = f\n");
        expect(2);
        replace("layers.ad", "fn act(x) = sin(x)\n");
        expect(3);
        Ad.file(directory, "other.ad", NET);
        Files.setLastModifiedTime(layers, FileTime.fromMillis(1_000_000_000L));
        Ad.file(directory, "net.ad", NET + "g = f\n");
        expectNone();
        replace("layers.ad", LAYERS);
        expect(4);
    }

    @Test
    void filesThatAreMissingOrNewlyUsedCountToo() throws Exception {
        String net = Ad.file(directory, "net.ad", "use \"more/deep.ad\"\n");
        watch(() -> 1, net);
        Files.createDirectories(directory.resolve("more"));
        Ad.file(directory.resolve("more"), "deep.ad", "use \"../layers.ad\"\nfn g(x) = act(x)\n");
        expect(2);
        Ad.file(directory, "layers.ad", LAYERS);
        expect(3);
        Files.delete(directory.resolve("layers.ad"));
        expect(4);
        Ad.file(directory, "net.ad", "f = 1\n");
        expect(5);
        Ad.file(directory, "layers.ad", LAYERS);
        expectNone();
    }

    @Test
    void faultsDoNotEndItAndInterruptionReturnsTheLastCode() throws Exception {
        String net = Ad.file(directory, "net.ad", NET);
        AtomicInteger run = new AtomicInteger();
        watch(
                () -> {
                    if (run.incrementAndGet() == 2) {
                        throw new IllegalStateException("broken");
                    }
                    return run.get() == 3 ? Exit.REFUSED : Exit.DONE;
                },
                net);
        Ad.file(directory, "net.ad", "f = 1\n");
        expect(2);
        Ad.file(directory, "net.ad", "f = 2\n");
        expect(3);
        thread.interrupt();
        thread.join(TimeUnit.SECONDS.toMillis(SOON));
        assertFalse(thread.isAlive());
        assertEquals(Exit.REFUSED, code[0]);
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("broken"));
    }

    @Test
    void theCommandGoesOnUntilItIsEnded() throws Exception {
        String net = Ad.file(directory, "net.ad", NET);
        Ad.file(directory, "layers.ad", LAYERS);
        BufferedReader said = start("check", net, "--watch", "--points", "1");
        awaitLine(said, "every gradient agrees");
        awaitLine(said, "\\d\\d:\\d\\d:\\d\\d waiting for changes of .*layers.ad, .*net.ad; Ctrl-C ends it");

        replace("layers.ad", "fn act(x) = 2 x\n");
        awaitLine(said, "\\d\\d:\\d\\d:\\d\\d .*layers.ad changed");
        awaitLine(said, "error\\[E0102\\]");
        replace("layers.ad", "fn act(x) = sin(x)\n");
        awaitLine(said, "layers.ad changed");
        awaitLine(said, "every gradient agrees");
        Ad.file(directory, "net.values.json", "{\"w\": \"x\"}");
        awaitLine(said, "net.values.json changed");
        awaitLine(said, "error\\[E08");
        assertTrue(process.isAlive());
        process.destroy();
        assertTrue(process.waitFor(SOON, TimeUnit.SECONDS));
    }

    @Test
    void aClassIsWrittenAnewWhenItsFormulaChanges() throws Exception {
        String net = Ad.file(directory, "net.ad", "param w\nf = sin(w)\n");
        BufferedReader said = start("compile", net, "-d", directory.toString(), "--watch");
        awaitLine(said, "Net.java \\(1 parameter\\)");
        awaitLine(said, "waiting for changes of ");
        replace("net.ad", "param w, v\nf = cos(w)*v\n");
        awaitLine(said, "Net.java \\(2 parameters\\)");
        assertTrue(Files.readString(directory.resolve("Net.java")).contains("Math.cos"));
    }

    private BufferedReader start(String... arguments) throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        List<String> command = new ArrayList<>(List.of(
                java.toString(),
                "-Dstdout.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    private static void awaitLine(BufferedReader said, String pattern) throws IOException {
        List<String> lines = new ArrayList<>();
        String line;
        do {
            line = said.readLine();
            assertNotNull(line, () -> pattern + " was not said: " + lines);
            lines.add(line);
        } while (!line.matches(".*" + pattern + ".*"));
    }
}

package dev.adjoint.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as {@code bin/ad} of an archive that was unpacked, with a Java that only says how it was called. */
@DisabledOnOs(OS.WINDOWS)
class UnpackedLauncherTest {

    @TempDir
    Path directory;

    private Path home;

    @BeforeEach
    void unpack() throws IOException {
        home = directory.resolve("a place/adjoint-1");
        Files.createDirectories(home.resolve("bin"));
        Files.createDirectories(home.resolve("lib"));
        Files.copy(Path.of("ad"), home.resolve("bin/ad"));
        Files.writeString(home.resolve("lib/adjoint-maven-plugin-1.jar"), "");
        Files.writeString(home.resolve("lib/picocli.jar"), "");
        script(directory.resolve("jdk/bin/java"), "for a in \"$@\"; do echo \"<$a>\"; done; exit 7");
        Files.writeString(directory.resolve("jdk/release"), "JAVA_VERSION=\"17.0.1\"\n");
        script(directory.resolve("path/mvn"), "echo building >> '" + directory + "/builds'");
    }

    private static void script(Path file, String commands) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + commands + "\n");
        assertTrue(file.toFile().setExecutable(true));
    }

    private Ad launch(Path launcher, String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(args));
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("JAVA_HOME", directory.resolve("jdk").toString());
        builder.environment().put("PATH", directory.resolve("path") + ":" + System.getenv("PATH"));
        builder.environment().put("XDG_CACHE_HOME", directory.resolve("cache").toString());
        Process process = builder.start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        return new Ad(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    @Test
    void runsTheJarsOfLibAndBuildsNothing() throws Exception {
        Ad run = launch(home.resolve("bin/ad"), "eval", "a b.ad", "x=1");
        assertEquals(7, run.code(), run.err());
        assertEquals("", run.err());
        assertTrue(
                run.out()
                        .endsWith("<-cp>\n<" + home.toRealPath() + "/lib/*>\n"
                                + "<--add-opens=java.base/java.lang=ALL-UNNAMED>\n"
                                + "<dev.adjoint.cli.Main>\n<eval>\n<a b.ad>\n<x=1>\n"),
                run.out());
        assertFalse(Files.exists(directory.resolve("builds")));
        assertFalse(Files.exists(home.resolve("target")), "the archive may lie where nobody can write");
    }

    @Test
    void isFoundThroughSymbolicLinks() throws Exception {
        Path link = Files.createSymbolicLink(directory.resolve("path/ad"), home.resolve("bin/ad"));
        Ad run = launch(link);
        assertTrue(run.out().contains("<" + home.toRealPath() + "/lib/*>"), run.out() + run.err());
    }

    @Test
    void saysThatItWasTakenOutOfTheArchive() throws Exception {
        Path alone = Files.copy(home.resolve("bin/ad"), directory.resolve("path/ad"));
        Ad run = launch(alone);
        assertEquals(2, run.code());
        assertEquals(
                "ad: there is no jar of Adjoint in " + directory.toRealPath()
                        + "/lib; bin and lib belong together, as the archive has them\n",
                run.err());
    }

    @Test
    void saysThatAJavaIsTooOld() throws Exception {
        Files.writeString(directory.resolve("jdk/release"), "JAVA_VERSION=\"11.0.2\"\n");
        Ad run = launch(home.resolve("bin/ad"));
        assertEquals(2, run.code());
        assertTrue(run.err().startsWith("ad: Java 17 or later is needed, and "), run.err());
    }
}

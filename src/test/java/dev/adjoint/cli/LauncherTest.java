package dev.adjoint.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher {@code ad}, with a Java and a Maven that only say how they were called. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {

    private static final FileTime OLD = FileTime.fromMillis(1_000_000_000_000L);

    @TempDir
    Path directory;

    private Path home;
    private Path bin;

    @BeforeEach
    void project() throws IOException {
        home = directory.resolve("a place");
        bin = directory.resolve("bin");
        Files.createDirectories(home.resolve("src/main"));
        Files.createDirectories(home.resolve("grammar"));
        Files.writeString(home.resolve("pom.xml"), "");
        for (String source : List.of("pom.xml", "grammar", "src/main")) {
            Files.setLastModifiedTime(home.resolve(source), OLD);
        }
        Files.copy(Path.of("ad"), home.resolve("ad"));
        java("17.0.1");
        mvn("echo building >> '" + directory + "/builds'; touch '" + home + "/target/adjoint-1.jar'");
    }

    private void java(String version) throws IOException {
        Path java = directory.resolve("jdk/bin/java");
        Files.createDirectories(java.getParent());
        script(java, "for a in \"$@\"; do echo \"<$a>\"; done; exit 7");
        Files.writeString(directory.resolve("jdk/release"), "JAVA_VERSION=\"" + version + "\"\n");
    }

    private void mvn(String commands) throws IOException {
        Files.createDirectories(bin);
        script(bin.resolve("mvn"), commands);
    }

    private static void script(Path file, String commands) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + commands + "\n");
        assertTrue(file.toFile().setExecutable(true));
    }

    private Ad launch(Path launcher, String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().put("JAVA_HOME", directory.resolve("jdk").toString());
        builder.environment().put("PATH", bin + ":" + System.getenv("PATH"));
        builder.environment().keySet().removeAll(List.of("LC_ALL", "LC_CTYPE", "LANG"));
        builder.environment().put("XDG_CACHE_HOME", directory.resolve("cache").toString());
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        Process process =
                builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        return new Ad(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private long builds() throws IOException {
        Path builds = directory.resolve("builds");
        return Files.exists(builds) ? Files.readAllLines(builds).size() : 0;
    }

    @Test
    void buildsOnceThenRunsWithTheArguments() throws Exception {
        Ad first = launch(home.resolve("ad"), "eval", "a b.ad", "x=1");
        assertEquals(7, first.code(), first.err());
        assertEquals("ad: building Adjoint, once ...\n", first.err());
        assertTrue(
                first.out()
                        .endsWith(
                                "<-jar>\n<" + home.toRealPath() + "/target/adjoint-1.jar>\n<eval>\n<a b.ad>\n<x=1>\n"),
                first.out());
        Ad second = launch(home.resolve("ad"));
        assertEquals("", second.err());
        assertEquals(1, builds());
    }

    @Test
    void buildsAgainWhenASourceIsNewer() throws Exception {
        launch(home.resolve("ad"));
        Files.setLastModifiedTime(home.resolve("target/adjoint-1.jar"), FileTime.fromMillis(1_500_000_000_000L));
        launch(home.resolve("ad"));
        assertEquals(1, builds());
        Files.writeString(home.resolve("src/main/New.java"), "");
        launch(home.resolve("ad"));
        assertEquals(2, builds());
    }

    @Test
    void isFoundThroughSymbolicLinks() throws Exception {
        Path link = Files.createSymbolicLink(bin.resolve("ad"), Path.of("../a place/ad"));
        Path other = Files.createSymbolicLink(directory.resolve("my ad"), link);
        Ad run = launch(other);
        assertTrue(run.out().contains("<" + home.toRealPath() + "/target/adjoint-1.jar>"), run.out() + run.err());
    }

    @Test
    void showsTheOutputOfABuildThatFails() throws Exception {
        mvn("echo it went wrong; exit 1");
        Ad run = launch(home.resolve("ad"));
        assertEquals(70, run.code());
        assertEquals("", run.out());
        assertTrue(run.err().endsWith("it went wrong\nad: the build failed\n"), run.err());
        mvn("touch '" + home + "/target/adjoint-1.jar'");
        assertEquals(7, launch(home.resolve("ad")).code(), "and leaves no lock behind");
    }

    @Test
    void saysThatAJavaIsTooOld() throws Exception {
        java("11.0.2");
        Ad run = launch(home.resolve("ad"));
        assertEquals(2, run.code());
        assertTrue(run.err().startsWith("ad: Java 17 or later is needed, and "), run.err());
        java("25");
        assertEquals(7, launch(home.resolve("ad")).code());
    }

    @Test
    void namesOfFilesAreUtf8WhateverTheLocale() throws Exception {
        script(directory.resolve("jdk/bin/java"), "echo \"$LC_ALL $LANG\"");
        Ad run = launch(home.resolve("ad"));
        assertTrue(run.out().toUpperCase(Locale.ROOT).contains("UTF-8"), run.out());
    }
}

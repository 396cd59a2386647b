package dev.adjoint.maven;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.shared.invoker.DefaultInvocationRequest;
import org.apache.maven.shared.invoker.DefaultInvoker;
import org.apache.maven.shared.invoker.InvocationRequest;
import org.apache.maven.shared.invoker.MavenInvocationException;

/**
 * A real Maven with a repository of its own below {@code target}, in which the plug-in lies. What else a build needs it finds
 * in the repository of the build that runs the tests, and so loads nothing twice.
 */
final class Maven {

    /** What came of a build. */
    record Result(int code, List<String> lines) {

        boolean succeeded() {
            return code == 0;
        }

        String text() {
            return String.join("\n", lines);
        }

        /** The one line with the word, without what Maven puts before it. */
        String line(String word) {
            return lines.stream()
                    .filter(line -> line.contains(word))
                    .findFirst()
                    .map(line -> line.replaceFirst("^\\[\\w+\\] ", ""))
                    .orElseThrow(() -> new AssertionError("no line with `" + word + "` in\n" + text()));
        }
    }

    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final Path REPOSITORY = TARGET.resolve("it-repository");

    /** The Maven that runs the tests. */
    static final Path HOME = Path.of(System.getProperty("maven.home"));

    private static final String SETTINGS = """
            <settings>
              <profiles>
                <profile>
                  <id>outer</id>
                  <repositories>
                    <repository>
                      <id>outer</id>
                      <url>%1$s</url>
                      <releases><checksumPolicy>ignore</checksumPolicy></releases>
                      <snapshots><enabled>false</enabled></snapshots>
                    </repository>
                  </repositories>
                  <pluginRepositories>
                    <pluginRepository>
                      <id>outer</id>
                      <url>%1$s</url>
                      <releases><checksumPolicy>ignore</checksumPolicy></releases>
                      <snapshots><enabled>false</enabled></snapshots>
                    </pluginRepository>
                  </pluginRepositories>
                </profile>
              </profiles>
              <activeProfiles>
                <activeProfile>outer</activeProfile>
              </activeProfiles>
            </settings>
            """;

    private final Path home;
    private final Path java;

    private Maven(Path home, Path java) {
        this.home = home;
        this.java = java;
    }

    /** The Maven and the Java that run the tests. */
    static Maven running() {
        return new Maven(HOME, Path.of(System.getProperty("java.home")));
    }

    Maven withHome(Path other) {
        return new Maven(other, java);
    }

    Maven withJava(Path other) {
        return new Maven(home, other);
    }

    /** Runs goals in the folder of a module; options such as {@code -Dadjoint.real=float} are goals to it, too. */
    Result run(Path module, String... goals) {
        try {
            install();
            Path settings = TARGET.resolve("it-settings.xml");
            Files.writeString(
                    settings,
                    SETTINGS.formatted(
                            Path.of(System.getProperty("outer.repository")).toUri()));
            return invoke(module, settings, List.of(goals));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MavenInvocationException e) {
            throw new IllegalStateException(e);
        }
    }

    private Result invoke(Path module, Path settings, List<String> goals) throws MavenInvocationException {
        List<String> lines = new ArrayList<>();
        List<String> arguments = new ArrayList<>(List.of("-ntp", "-Dstyle.color=never"));
        arguments.addAll(goals);
        InvocationRequest request = new DefaultInvocationRequest()
                .setBaseDirectory(module.toFile())
                .setBatchMode(true)
                .setJavaHome(java.toFile())
                .setGlobalSettingsFile(settings.toFile())
                .setInputStream(InputStream.nullInputStream())
                .setOutputHandler(lines::add)
                .setMavenOpts("-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto");
        request.addArgs(arguments);
        DefaultInvoker invoker = new DefaultInvoker();
        invoker.setMavenHome(home.toFile());
        invoker.setLocalRepositoryDirectory(REPOSITORY.toFile());
        int code = invoker.execute(request).getExitCode();
        return new Result(code, lines);
    }

    /** Puts the jar and its POM where {@code mvn install} would. */
    private static synchronized void install() throws IOException {
        String version = System.getProperty("adjoint.version");
        Path folder = REPOSITORY.resolve("dev/adjoint/adjoint-maven-plugin").resolve(version);
        String name = "adjoint-maven-plugin-" + version;
        Files.createDirectories(folder);
        replace(Path.of(System.getProperty("adjoint.jar")), folder.resolve(name + ".jar"));
        replace(Path.of("pom.xml"), folder.resolve(name + ".pom"));
    }

    private static void replace(Path from, Path to) throws IOException {
        if (!Files.exists(to) || Files.mismatch(from, to) >= 0) {
            Path aside = to.resolveSibling(to.getFileName() + ".tmp");
            Files.copy(from, aside, StandardCopyOption.REPLACE_EXISTING);
            Files.move(aside, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        }
    }
}

package dev.adjoint.maven;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A module on the disk with the plug-in in its POM, to be built and changed. */
record Module(Path folder) {

    private static final String POM = """
            <project xmlns="http://maven.apache.org/POM/4.0.0">
              <modelVersion>4.0.0</modelVersion>
              <groupId>it</groupId>
              <artifactId>%s</artifactId>
              <version>1</version>
              <properties>
                <maven.compiler.release>17</maven.compiler.release>
                <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
              </properties>
              <build>
                <plugins>
                  <plugin>
                    <groupId>dev.adjoint</groupId>
                    <artifactId>adjoint-maven-plugin</artifactId>
                    <version>%s</version>
                    <executions>
                      <execution>
                        <goals>
                          <goal>generate</goal>
                          <goal>generate-test</goal>
                          <goal>check</goal>
                        </goals>
                      </execution>
                    </executions>
                  </plugin>
                  <plugin>
                    <artifactId>maven-resources-plugin</artifactId>
                    <version>3.3.1</version>
                  </plugin>
                  <plugin>
                    <artifactId>maven-compiler-plugin</artifactId>
                    <version>3.14.1</version>
                  </plugin>
                </plugins>
              </build>
            </project>
            """;

    /** An empty module of this name, in a folder whose name has a space. */
    static Module named(String name) {
        Module module = new Module(Path.of("target", "it", "the " + name).toAbsolutePath());
        module.clear();
        return module.write("pom.xml", POM.formatted(name, System.getProperty("adjoint.version")));
    }

    private void clear() {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    Path path(String file) {
        return folder.resolve(file);
    }

    Module write(String file, String text) {
        try {
            Files.createDirectories(path(file).getParent());
            Files.writeString(path(file), text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String read(String file) {
        try {
            return Files.readString(path(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean has(String file) {
        return Files.exists(path(file));
    }

    Module move(String from, String to) {
        try {
            Files.move(path(from), path(to));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Module delete(String file) {
        try {
            Files.delete(path(file));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** When each file below a folder was written. */
    Map<String, FileTime> times(String below) {
        Map<String, FileTime> times = new TreeMap<>();
        if (has(below)) {
            try (Stream<Path> files = Files.walk(path(below))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    times.put(folder.relativize(file).toString().replace('\\', '/'), Files.getLastModifiedTime(file));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return times;
    }
}

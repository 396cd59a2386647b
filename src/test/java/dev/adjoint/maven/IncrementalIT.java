package dev.adjoint.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** A build does what is needed and nothing else, by the plug-in and by javac. */
final class IncrementalIT {

    private static final String AD = "src/main/ad/net/";
    private static final String JAVA = "target/generated-sources/ad/net/";
    private static final String CLASSES = "target/classes/net/";
    private static final String NOTHING = "Nothing to compile";

    private static Module module(String name) {
        return Module.named(name)
                .write(AD + "layers.ad", "fn dense(W, x) = W*x\n")
                .write(
                        AD + "two_layer.ad",
                        "use \"layers.ad\"\ndim H, D\nparam W[H,D]\ninput x[D]\nf = sum(dense(W, x))\n")
                .write(AD + "plain.ad", "dim D\nparam w[D]\ninput x[D]\nf = w'*x\n");
    }

    private static Maven.Result compile(Module module, String... options) {
        String[] goals = new String[options.length + 1];
        goals[0] = "compile";
        System.arraycopy(options, 0, goals, 1, options.length);
        Maven.Result result = Maven.running().run(module.folder(), goals);
        assertTrue(result.succeeded(), result.text());
        return result;
    }

    private static Maven.Result compilesNothing(Module module, String... options) {
        Map<String, FileTime> before = module.times("target");
        Maven.Result again = compile(module, options);
        again.line(NOTHING);
        Map<String, FileTime> after = module.times("target");
        before.keySet().removeIf(IncrementalIT::isJavacs);
        after.keySet().removeIf(IncrementalIT::isJavacs);
        assertEquals(before, after);
        return again;
    }

    /** What the compiler plug-in writes of each run of its own. */
    private static boolean isJavacs(String file) {
        return file.startsWith("target/maven-status/");
    }

    @Test
    void changesOfEveryKind() {
        Module module = module("changes");
        Maven.Result first = compile(module);
        assertEquals("3 formulas: 3 compiled, 2 files written", first.line("formulas:"));
        assertEquals(
                Set.of(JAVA + "Plain.java", JAVA + "TwoLayer.java"),
                module.times("target/generated-sources/ad").keySet());

        assertEquals("3 formulas: 3 unchanged", compilesNothing(module).line("formulas:"));

        FileTime plain = module.times(JAVA).get(JAVA + "Plain.java");
        module.write(AD + "two_layer.ad", module.read(AD + "two_layer.ad") + "g = 2*f\noutput f, g\n");
        assertEquals(
                "3 formulas: 1 compiled, 1 file written, 2 unchanged",
                compile(module).line("formulas:"));
        assertEquals(plain, module.times(JAVA).get(JAVA + "Plain.java"));

        module.write(AD + "layers.ad", "fn dense(W, x) = 3*W*x\n");
        assertEquals(
                "3 formulas: 2 compiled, 1 file written, 1 unchanged",
                compile(module).line("formulas:"));
        assertTrue(module.read(JAVA + "TwoLayer.java").contains("3"), "what a used file says reaches the class");
        assertEquals(plain, module.times(JAVA).get(JAVA + "Plain.java"));

        String index = module.read("target/adjoint/generate-default.index");
        module.write("target/adjoint/generate-default.index", index.replaceFirst("told \\w+", "told 0"));
        Maven.Result otherVersion = compile(module);
        assertEquals("3 formulas: 3 compiled, 0 files written", otherVersion.line("formulas:"));
        otherVersion.line(NOTHING);
        assertEquals(index, module.read("target/adjoint/generate-default.index"));

        Maven.Result option = compile(module, "-Dadjoint.real=float");
        assertEquals("3 formulas: 3 compiled, 2 files written", option.line("formulas:"));
        assertTrue(module.read(JAVA + "Plain.java").contains("float[]"));

        module.write(JAVA + "Plain.java", module.read(JAVA + "Plain.java") + "// changed by hand\n");
        assertEquals(
                "3 formulas: 1 compiled, 1 file written, 2 unchanged",
                compile(module, "-Dadjoint.real=float").line("formulas:"));
        assertFalse(module.read(JAVA + "Plain.java").contains("by hand"));
    }

    @Test
    void deletedAndRenamedFilesLeaveNoOrphan() {
        Module module = module("orphans");
        module.write("target/generated-sources/ad/net/Mine.java", "package net;\nclass Mine {}\n");
        compile(module);
        assertTrue(module.has(CLASSES + "Plain.class"));

        module.move(AD + "plain.ad", AD + "simple.ad");
        assertEquals(
                "3 formulas: 1 compiled, 1 file written, 2 unchanged, 1 removed",
                compile(module).line("formulas:"));
        assertFalse(module.has(JAVA + "Plain.java"));
        assertFalse(module.has(CLASSES + "Plain.class"));
        assertTrue(module.has(CLASSES + "Simple.class"));

        module.delete(AD + "simple.ad").delete("target/adjoint/generate-default.index");
        compile(module);
        assertFalse(module.has(JAVA + "Simple.java"), "removed although what was remembered is lost");
        assertFalse(module.has(CLASSES + "Simple.class"));

        module.delete(AD + "two_layer.ad").delete(AD + "layers.ad");
        assertEquals("0 formulas: 1 removed", compile(module).line("formulas:"));
        assertEquals(Set.of(JAVA + "Mine.java"), module.times(JAVA).keySet(), "what is not ours is left alone");
    }

    @Test
    void twoModulesAtOnceAndTwoBuildsAtOnce() throws Exception {
        Module parent = Module.named("reactor");
        String pom = parent.read("pom.xml");
        parent.write(
                "pom.xml",
                pom.replace(
                                "<version>1</version>",
                                "<version>1</version>\n<packaging>pom</packaging>\n"
                                        + "<modules><module>a</module><module>b</module></modules>")
                        .replaceFirst("(?s)<goal>check</goal>", ""));
        for (String name : List.of("a", "b")) {
            parent.write(
                    name + "/pom.xml",
                    "<project><modelVersion>4.0.0</modelVersion><parent><groupId>it</groupId>"
                            + "<artifactId>reactor</artifactId><version>1</version></parent><artifactId>" + name
                            + "</artifactId></project>");
            for (int k = 0; k < 5; k++) {
                parent.write(name + "/" + AD + "f" + k + ".ad", "param w\nf = sin(" + (k + 1) + "*w)\n");
            }
        }
        // All that Maven needs itself is there before two of them look for it.
        assertTrue(Maven.running()
                .run(parent.folder(), "generate-sources", "-Dadjoint.skip")
                .succeeded());
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<Maven.Result>> builds = List.of(
                    threads.submit(() -> Maven.running().run(parent.folder(), "-T", "4", "generate-sources")),
                    threads.submit(() -> Maven.running().run(parent.folder(), "-T", "4", "generate-sources")));
            for (Future<Maven.Result> build : builds) {
                assertTrue(build.get().succeeded(), build.get().text());
            }
        } finally {
            threads.shutdown();
        }
        for (String name : List.of("a", "b")) {
            Map<String, FileTime> files = parent.times(name + "/target/generated-sources");
            assertEquals(5, files.size(), files.toString());
            assertEquals(List.of("generate-default.index", "lock"), names(parent.path(name + "/target/adjoint")));
        }
        Maven.Result third = compile(parent, "-T", "4");
        assertEquals("5 formulas: 5 unchanged", third.line("formulas:"));
    }

    private static List<String> names(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}

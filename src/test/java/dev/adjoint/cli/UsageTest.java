package dev.adjoint.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Command lines, right and wrong. */
class UsageTest {

    @TempDir
    Path directory;

    @Test
    void noArgumentsAreWrongUsageAndShowTheHelp() {
        Ad run = Ad.run();
        assertEquals(2, run.code());
        assertEquals("", run.out());
        assertTrue(run.err().contains("Write a Java class for each file."), run.err());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "new",
                "compile",
                "check",
                "eval",
                "graph",
                "derive",
                "repl",
                "fmt",
                "explain",
                "completion",
                "help"
            })
    void everyCommandHasHelpWithAnExample(String command) {
        Ad help = Ad.run("help", command);
        assertEquals(0, help.code());
        assertEquals("", help.err());
        assertTrue(help.out().contains("Usage: ad " + command), help.out());
        assertTrue(help.out().contains("Example"), help.out());
        assertEquals(help.out(), Ad.run(command, "--help").out());
    }

    @Test
    void versionNamesTheTool() {
        Ad run = Ad.run("--version");
        assertEquals(0, run.code());
        assertTrue(run.out().startsWith("ad "), run.out());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "complie x.ad | there is no command `complie`, did you mean `compile`?",
                "help evla | there is no command `evla`, did you mean `eval`?",
                "frobnicate | there is no command `frobnicate`",
                "compile --wtr x a.ad | there is no option `--wtr`, did you mean `--wrt`?",
                "compile --pacakge=p a.ad | there is no option `--pacakge`, did you mean `--package`?",
                "compile | missing required parameter: 'FILE'",
                "compile --real half a.ad | expected one of [DOUBLE, FLOAT]",
                "compile --print asm a.ad | expected one of [TREE, TYPED, GRAPH, ADJOINT, LOOPS, JAVA]",
                "compile --dim D a.ad | --dim takes a name and a size",
                "compile --dim D=0 a.ad | --dim takes a name and a size",
                "compile --dim D=99999999999999999999 a.ad | --dim takes a name and a size",
                "compile --dim D=1 --dim D=2 a.ad | --dim D is given twice",
                "compile --class C a.ad b.ad | --class names one class, and there are 2 files",
                "compile - | what comes from stdin has no name: say --class Name",
                "eval | missing required parameter: 'FILE'",
                "eval a.ad x | values are given as NAME=VALUE, and `x` is not",
                "eval a.ad =3 | values are given as NAME=VALUE, and `=3` is not",
                "eval - --values - | the program and the values cannot both come from stdin",
                "check --points 0 a.ad | --points takes a number from 1",
                "check --seed s a.ad | 's' is not a long",
                "check --values - a.ad b.ad | stdin can be read once only",
                "check --watch - | --watch is for files, and `-` is stdin",
                "check --watch --values - a.ad | --watch is for files, and `-` is stdin",
                "compile --watch - --class C | --watch is for files, and `-` is stdin",
                "fmt | missing required parameter: 'FILE'",
                "fmt - - | stdin can be read once only",
                "completion | missing required parameter: 'SHELL'",
                "completion tcsh | expected one of [BASH, ZSH, FISH]",
                "new | missing required parameter: 'DIR'",
                "new a b | one too many: `b`",
                "new 3d | `3d` does not become the name of a Java class",
                "new Größe | `Größe` does not become the name of a Java class",
                "new ../-x | `-x` does not become the name of a Java class",
                "new / | `` does not become the name of a Java class",
                "new net.ad | the name is that of a folder, not of a file: ad new net",
                "new main | `main` becomes the class Main, which there is already: take a longer name",
                "new string | `string` becomes the class String, which there is already",
                "new int | would be in the package int, which is no package for your classes",
                "new java | would be in the package java, which is no package for your classes",
                "new net --package java.util | say another one with `--package com.example.net`",
                "new net --package com..example | would be in the package com..example",
                "explain E9999 | there is no code `E9999`",
                "compile --color sometimes a.ad | expected one of [AUTO, ALWAYS, NEVER]",
            })
    void wrongUsageSaysWhatIsWrong(String line, String message) {
        Ad run = Ad.run(line.split(" ", -1));
        assertEquals(2, run.code(), run.err());
        assertEquals("", run.out());
        assertTrue(run.err().contains(message), run.err());
        assertTrue(run.err().contains("Try `ad help"), run.err());
        assertFalse(run.hasStackTrace());
    }

    @Test
    void explainSaysMoreAboutACode() {
        Ad run = Ad.run("explain", "e0203");
        assertEquals(0, run.code());
        assertTrue(run.out().startsWith("E0203: the inner sizes of a product differ"), run.out());
        assertTrue(Ad.run("explain").out().contains("E0809"), "the list of all codes");
    }

    @Test
    void coloursAreThereOnRequestOnly() {
        String file = Ad.file(directory, "bad.ad", "f = nowhere\n");
        assertFalse(Ad.run("compile", file).err().contains("\u001B["));
        assertTrue(Ad.run("compile", file, "--color", "always").err().contains("\u001B["));
        assertTrue(Ad.run("--color=always", "compile", file).err().contains("\u001B["));
        assertFalse(Ad.run("compile", file, "--color=never").err().contains("\u001B["));
    }

    @Test
    void diagnosticsAreJsonOnRequestOneALine() {
        String file = Ad.file(directory, "bad.ad", "f = nowhere\ng = nothing\n");
        Ad run = Ad.run("compile", file, "--json");
        assertEquals(1, run.code());
        assertEquals(2, run.err().lines().count(), run.err());
        run.err().lines().forEach(line -> assertTrue(line.startsWith("{\"code\":\"E0301\""), line));
    }
}

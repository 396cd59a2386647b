package dev.adjoint.diagnostic;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CodeTest {

    @ParameterizedTest
    @EnumSource
    void everyCodeIsExplainedInTwoOrThreeSentencesWithExamples(Code code) {
        String text = code.explanation().lines().findFirst().orElseThrow();
        long sentences = text.chars().filter(c -> c == '.').count();
        assertAll(
                () -> assertTrue(text.endsWith(".") && sentences >= 2, text),
                () -> assertTrue(text.length() < 400, text),
                () -> assertTrue(
                        Character.isLowerCase(code.title().charAt(0))
                                && !code.title().endsWith("."),
                        code::title),
                () -> assertTrue(code.explanation()
                        .contains("\n\nWrong:\n    "
                                + code.wrong().lines().findFirst().orElseThrow())),
                () -> assertTrue(code.explanation()
                        .contains("\n\nRight:\n    "
                                + code.right().lines().findFirst().orElseThrow())),
                () -> assertNotEquals(code.wrong(), code.right()),
                () -> assertTrue(code.explanation().lines().noneMatch(line -> line.endsWith(" "))));
    }

    @Test
    void codesAreInOrderAndTitlesAreDifferent() {
        List<String> names = Arrays.stream(Code.values()).map(Code::name).toList();
        assertEquals(names.stream().sorted().toList(), names);
        assertEquals(
                names.size(),
                new HashSet<>(Arrays.stream(Code.values()).map(Code::title).toList()).size());
        assertTrue(names.stream().allMatch(name -> name.matches("[EW]\\d{4}")));
    }

    @Test
    void examplesOfProgramsSayWhatTheyStandBelow() {
        assertTrue(Code.E0203.explanation().endsWith("\n    input x[D], X[N,D], y in C, tok[N] in D"));
        assertTrue(Code.E0801.explanation().endsWith("\n    {\"W\": [[1, 2]], \"x\": [3, 4]}"));
    }
}

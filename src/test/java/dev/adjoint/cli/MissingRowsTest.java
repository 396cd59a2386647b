package dev.adjoint.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.adjoint.diagnostic.DiagnosticPrinter;
import dev.adjoint.run.MissingRows;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A row that is read too early is a mistake in the values; an array that is left is one of ours. */
class MissingRowsTest {

    @Test
    void isToldInTheWordsOfTheLoop() {
        String told = new DiagnosticPrinter(false)
                .print(List.of(MissingRows.told(
                        new IndexOutOfBoundsException("posed[2] is read at b = 1, before it is there"))));
        assertEquals("""
                error[E0810]: posed[2] is read at b = 1, before it is there
                   = help: give values for which each row is read after its step
                """, told);
    }

    @Test
    void otherExceptionsGoOn() {
        assertThrows(
                ArrayIndexOutOfBoundsException.class,
                () -> MissingRows.told(new ArrayIndexOutOfBoundsException("Index 2 out of bounds for length 2")));
    }
}

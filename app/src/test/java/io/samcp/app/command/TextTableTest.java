package io.samcp.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class TextTableTest {

    @Test
    void alignsTheFirstColumnLeftAndTheOthersRight() {
        final StringWriter text = new StringWriter();
        new TextTable("class", "PQ").row("person", "75.8").row("car", TextTable.percent(100)).row("x", TextTable.percent(Double.NaN))
                .print(new PrintWriter(text));
        assertEquals("""
                class      PQ
                -------------
                person   75.8
                car     100.0
                x           -
                """, text.toString().replace("\r", ""));
    }

    @Test
    void refusesRowsOfOtherLengths() {
        assertThrows(IllegalArgumentException.class, () -> new TextTable("a", "b").row("1"));
    }
}

package io.samcp.app.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What launches of the head add up to. */
final class RungTableTest {

    private static List<String> cells(String table, String precision) {
        return Arrays.asList(table.lines().filter(l -> l.startsWith(precision + " ")).findFirst().orElseThrow().split(" {2,}", -1));
    }

    /** Each launch is predicted to take a boundary more than its floor, or longer. */
    @Test
    void addsUpTheHead() {
        final StringWriter out = new StringWriter();
        new RungTable(GpuTable.named("h100").orElseThrow()).head().print(new PrintWriter(out, true));
        final List<String> bf16 = cells(out.toString(), "BF16");
        final int launches = Integer.parseInt(bf16.get(1));
        assertEquals(launches, Integer.parseInt(cells(out.toString(), "FP16").get(1)));
        assertTrue(launches < Integer.parseInt(cells(out.toString(), "FP32").get(1)), out.toString());
        assertTrue(Double.parseDouble(bf16.get(3)) > Double.parseDouble(bf16.get(2)) + 1.3 * launches, out.toString());
        assertTrue(Double.parseDouble(bf16.get(4)) < Double.parseDouble(bf16.get(3)), out.toString());
        assertEquals("not measured", bf16.get(5));
        final List<String> clusters = cells(out.toString(), "BF16, clusters");
        assertTrue(Integer.parseInt(clusters.get(1)) < launches, out.toString());
        assertTrue(Double.parseDouble(clusters.get(4)) < Double.parseDouble(bf16.get(4)), out.toString());
    }
}

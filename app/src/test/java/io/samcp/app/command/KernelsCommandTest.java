package io.samcp.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.app.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class KernelsCommandTest {

    private static String run(int code, String... arguments) {
        final StringWriter out = new StringWriter();
        assertEquals(code, Main.commandLine().setOut(new PrintWriter(out)).execute(arguments));
        return out.toString();
    }

    private static List<String> cells(String table, String kernel) {
        final String line = table.lines().filter(l -> l.startsWith(kernel + " ")).findFirst().orElseThrow(() -> new AssertionError(table));
        return Arrays.asList(line.split(" {2,}", -1));
    }

    /** 203 queries of the bucket 256 + 53 for 150 patches: y, x, two vectors; a layer norm stands in the FP32 model 32 times. */
    @Test
    void saysWhatTheReleasedModelAsksOfAKernel() {
        final String table = run(0, "kernels", "layernorm");
        final List<String> cells = cells(table, "layernorm_f32_v1_warp_per_row");
        assertEquals(11, cells.size(), table);
        assertEquals("32", cells.get(1), "launches");
        assertEquals("not measured", cells.get(10));
        final double bytes = Double.parseDouble(cells.get(5)) * 1e6;
        final double floor = Double.parseDouble(cells.get(8));
        assertTrue(bytes > 1e5 && bytes < 2e6, table);
        assertEquals(bytes / 3.35e12 * 1e6, floor, 0.01, "bytes at the bandwidth of an H100");
        assertTrue(Double.parseDouble(cells.get(9)) >= floor + 1.3, table);
        assertTrue(table.contains("spills: 0 bytes"), table);
    }

    @Test
    void countsForAnotherGpu() {
        final double h100 = Double.parseDouble(cells(run(0, "kernels", "layernorm"), "layernorm_f32_v1_warp_per_row").get(8));
        final double a100 = Double
                .parseDouble(cells(run(0, "kernels", "layernorm", "--gpu", "a100"), "layernorm_f32_v1_warp_per_row").get(8));
        assertTrue(a100 > h100, a100 + " and " + h100);
    }

    @Test
    void findsNothingUnderAnUnknownName() {
        assertEquals("", run(1, "kernels", "no such kernel"));
    }
}

package io.samcp.app.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.kernels.Precision;
import io.samcp.kernels.feedforward.ClusterChainKernel;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What launches of the head add up to. */
final class RungTableTest {

    private static List<String> cells(String table, String precision) {
        return Arrays.asList(table.lines().filter(l -> l.startsWith(precision + " ")).findFirst().orElseThrow().split(" {2,}", -1));
    }

    /** A GPU without clusters has no such launches, and of their kernels nothing but what other GPUs make of them. */
    @Test
    void knowsWhatAGpuCannotRun() {
        final StringWriter out = new StringWriter();
        final RungTable table = new RungTable(GpuTable.named("l4").orElseThrow());
        table.head().print(new PrintWriter(out, true));
        assertFalse(out.toString().contains("clusters"), out.toString());
        table.of(List.of(new ClusterChainKernel(ClusterChainKernel.BEST, Precision.BF16)), _ -> {}).print(new PrintWriter(out, true));
        final List<String> chain = cells(out.toString(), "chain_bf16_v1_cluster");
        assertEquals(Collections.nCopies(7, "-"), chain.subList(3, 10), out.toString());
        assertTrue(Integer.parseInt(chain.get(2)) > 0, out.toString());
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

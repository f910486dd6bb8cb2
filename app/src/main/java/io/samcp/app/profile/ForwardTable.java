package io.samcp.app.profile;

import io.samcp.app.command.TextTable;
import io.samcp.app.profile.ForwardProfile.Launched;
import io.samcp.simulator.counters.Counter;
import io.samcp.simulator.counters.InstructionClass;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;

/** The launches of a forward pass in tables. */
public final class ForwardTable {

    private ForwardTable() {}

    /**
     * All launches of a kernel together.
     *
     * @param kernel its name
     * @param launches its launches, in order
     */
    public record Row(String kernel, List<Launched> launches) {

        long sum(ToLongFunction<Launched> what) {
            return launches.stream().mapToLong(what).sum();
        }

        long warps() {
            return sum(l -> l.counters().total().get(Counter.WARPS));
        }

        long count(Counter counter) {
            return sum(l -> l.counters().total().get(counter));
        }
    }

    /** A row per kernel, most executed instructions first. */
    public static List<Row> rows(List<Launched> launches) {
        final Map<String, List<Launched>> byKernel = new LinkedHashMap<>();
        launches.forEach(l -> byKernel.computeIfAbsent(l.kernel(), _ -> new ArrayList<>()).add(l));
        return byKernel.entrySet().stream().map(e -> new Row(e.getKey(), e.getValue()))
                .sorted(Comparator.comparingLong(r -> -r.warps())).toList();
    }

    /** A table of kernels. */
    public static TextTable kernels(List<Row> rows) {
        final TextTable table = new TextTable("kernel", "launches", "instr", "share", "lanes", "flops", "(cost)", "bytes", "(cost)",
                "sectors",
                "useful", "conflicts", "atomics");
        final long all = rows.stream().mapToLong(Row::warps).sum();
        for (final Row row : rows) {
            final long sectorBytes = row.sum(l -> l.counters().total().sectorBytes());
            table.row(row.kernel(), "" + row.launches().size(), Figures.scaled(row.warps()), Figures.percent(row.warps(), all),
                    String.format(Locale.ROOT, "%.1f", (double) row.count(Counter.LANES) / row.warps()),
                    Figures.scaled(row.sum(l -> l.counters().flops())), Figures.scaled(row.sum(l -> l.cost().flops())),
                    Figures.bytes(row.sum(l -> l.counters().distinctBytes())), Figures.bytes(row.sum(l -> l.cost().bytes())),
                    Figures.bytes(sectorBytes), Figures.percent(row.count(Counter.USEFUL_BYTES), sectorBytes),
                    Figures.orBlank(row.count(Counter.WAVEFRONTS) - row.count(Counter.IDEAL_WAVEFRONTS)),
                    Figures.orBlank(row.sum(l -> l.counters().warps(InstructionClass.ATOMIC))));
        }
        return table;
    }

    /** A table of launches, in their order. */
    public static TextTable launches(List<Launched> launches, Gpu gpu) {
        final TextTable table = new TextTable("kernel", "launch", "part of the model", "grid x block", "instr", "flops", "bytes", "bound",
                "floor");
        for (final Launched l : launches) {
            final Roofline roofline = Roofline.of(l.counters(), gpu);
            table.row(l.kernel(), "" + l.number(), l.work().label(), l.geometry().blocks() + " x " + l.geometry().threadsPerBlock(),
                    Figures.scaled(l.counters().total().get(Counter.WARPS)),
                    Figures.scaled(l.counters().flops()), Figures.bytes(l.counters().distinctBytes()),
                    roofline.memoryBound() ? "memory" : "compute", Figures.time(roofline.seconds()));
        }
        return table;
    }
}

package io.samcp.app.profile;

import io.samcp.kernels.LaunchGeometry;
import io.samcp.simulator.counters.Counter;
import io.samcp.simulator.counters.Counts;
import io.samcp.simulator.counters.InstructionClass;
import io.samcp.simulator.counters.LaunchCounters;
import io.samcp.simulator.counters.Pipe;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A profile as text of at most 140 columns. */
public final class ProfileText {

    private static final int WIDTH = 140;
    /** What would be shown as nought is left out. */
    private static final double LEAST_SHARE = 0.0005;
    private static final String ROW = "%6s %7s %6s %6s %8s %7s %9s  %s";

    private ProfileText() {}

    /** Prints head, totals and listing. */
    public static void print(Profile profile, PrintWriter out) {
        out.println(profile.kernel());
        if (!profile.about().isEmpty()) {
            out.println(clipped(profile.about()));
        }
        head(profile).forEach(line -> out.println(clipped(String.format(Locale.ROOT, "%-11s%s", line.name(), line.text()))));
        out.println();
        classes(profile.counters(), out);
        out.println();
        totals(profile).forEach(line -> out.println(clipped(String.format(Locale.ROOT, "%-11s%s", line.name(), line.text()))));
        out.println();
        listing(profile, out);
        out.flush();
    }

    /** A line of the head: what it is about and what it says. */
    record Entry(String name, String text) {}

    static List<Entry> head(Profile profile) {
        final LaunchGeometry g = profile.geometry();
        final List<Entry> lines = new ArrayList<>();
        lines.add(new Entry("launch",
                "grid " + size(g.gridX(), g.gridY(), g.gridZ()) + ", block " + size(g.blockX(), g.blockY(), g.blockZ())
                        + ": " + Figures.count(g.blocks()) + (g.blocks() == 1 ? " block" : " blocks") + " of " + g.threadsPerBlock()
                        + " threads; "
                        + g.dynamicSharedBytes() + " B of dynamic shared memory"));
        lines.add(new Entry("occupancy", occupancy(profile)));
        final Roofline roofline = profile.roofline();
        lines.add(new Entry("roofline", roofline.gpu().title() + ": " + Figures.intensity(roofline.intensity()) + ", "
                + (roofline.memoryBound() ? "memory" : "compute") + "-bound (ridge at "
                + Figures.intensity(roofline.ridge()) + ", " + roofline.pipe().key() + "); floor "
                + Figures.time(roofline.seconds()) + ": bytes "
                + Figures.time(roofline.memorySeconds()) + ", arithmetic " + Figures.time(roofline.computeSeconds())));
        lines.add(new Entry("", "by the data sheet, each byte moved once; nothing was timed"));
        return lines;
    }

    private static String size(int x, int y, int z) {
        return x + "x" + y + "x" + z;
    }

    private static String occupancy(Profile profile) {
        final Residency r = profile.residency();
        if (r.occupancy() == null) {
            return "not known: " + r.unknown();
        }
        final Gpu gpu = profile.roofline().gpu();
        return String.format(Locale.ROOT,
                "%d%%: %d blocks, %d of %d warps on each multiprocessor of %s, limited by %s; %d registers, %d B shared; %.2f waves",
                r.occupancy().percent(), r.occupancy().blocks(), r.occupancy().warps(), gpu.architecture().threads() / 32,
                gpu.architecture().target(), r.occupancy().limit().name().toLowerCase(Locale.ROOT).replace('_', ' '), r.registers(),
                r.sharedBytes(), r.waves());
    }

    private static void classes(LaunchCounters counters, PrintWriter out) {
        out.println(String.format(Locale.ROOT, "%-20s %15s %7s %6s", "instructions", "warps", "share", "lanes"));
        counters.classes().entrySet().stream().filter(e -> e.getValue().get(Counter.WARPS) > 0)
                .sorted(Comparator.comparingLong((Map.Entry<InstructionClass, Counts> e) -> -e.getValue().get(Counter.WARPS)))
                .forEach(e -> out.println(instructions(e.getKey().label(), e.getValue(), counters.total())));
        out.println(instructions("all", counters.total(), counters.total()));
    }

    private static String instructions(String name, Counts counts, Counts total) {
        return String.format(Locale.ROOT, "%-20s %15s %7s %6.1f", name, Figures.count(counts.get(Counter.WARPS)),
                Figures.percent(counts.get(Counter.WARPS), total.get(Counter.WARPS)), counts.activeLanes());
    }

    static List<Entry> totals(Profile profile) {
        final LaunchCounters counters = profile.counters();
        final Counts t = counters.total();
        final List<Entry> lines = new ArrayList<>();
        lines.add(new Entry("flops", Figures.count(counters.flops()) + units(counters)
                + (profile.cost() == null ? "" : "; its descriptor says " + Figures.count(profile.cost().flops()))));
        lines.add(new Entry("bytes", Figures.count(counters.bytesRead()) + " read, " + Figures.count(counters.bytesWritten())
                + " written, each once"
                + (profile.cost() == null
                        ? ""
                        : ": together " + Figures.count(counters.distinctBytes()) + "; its descriptor says "
                                + Figures.count(profile.cost().bytes()))));
        if (t.get(Counter.GLOBAL_REQUESTS) > 0) {
            lines.add(new Entry("global",
                    String.format(Locale.ROOT, "%s requests, %s sectors (%s), %.1f per request, %.1f%% of their bytes asked for",
                            Figures.count(t.get(Counter.GLOBAL_REQUESTS)), Figures.count(t.get(Counter.SECTORS)),
                            Figures.bytes(t.sectorBytes()),
                            t.sectorsPerRequest(), 100 * t.efficiency())));
        }
        if (t.get(Counter.SHARED_REQUESTS) > 0) {
            lines.add(new Entry("shared", Figures.count(t.get(Counter.SHARED_REQUESTS)) + " requests, "
                    + Figures.count(t.get(Counter.WAVEFRONTS)) + " wavefronts, " + Figures.count(t.conflicts())
                    + " of them bank conflicts"));
        }
        if (t.get(Counter.CLUSTER_REQUESTS) > 0) {
            lines.add(new Entry("cluster", Figures.count(t.get(Counter.CLUSTER_REQUESTS)) + " requests to shared memory of other blocks, "
                    + Figures.bytes(t.get(Counter.CLUSTER_BYTES))));
        }
        lines.add(new Entry("branches", Figures.count(counters.warps(InstructionClass.CONTROL)) + " control instructions, "
                + Figures.count(t.get(Counter.DIVERGENT)) + " of them diverge; lanes switched off by guards: "
                + Figures.count(t.get(Counter.GUARDED_OFF))));
        if (counters.warps(InstructionClass.ATOMIC) > 0) {
            lines.add(new Entry("atomics", Figures.count(counters.warps(InstructionClass.ATOMIC)) + ", with "
                    + Figures.count(t.get(Counter.ATOMIC_ROUNDS)) + " further rounds for lanes at the same address"));
        }
        return lines;
    }

    private static String units(LaunchCounters counters) {
        final List<String> used = new ArrayList<>();
        for (final Map.Entry<Pipe, Long> e : counters.operations().entrySet()) {
            if (e.getKey().isFloat() && e.getValue() > 0) {
                used.add(e.getKey().key());
            }
        }
        final String integers = Figures.count(counters.operations().get(Pipe.INTEGER)) + " of integers";
        return (used.isEmpty() ? "" : " (" + String.join(", ", used) + ")") + ", and " + integers;
    }

    private static void listing(Profile profile, PrintWriter out) {
        out.println(String.format(Locale.ROOT, ROW, "line", "share", "lanes", "diverg", "sect/req", "useful", "conflicts", "ptx"));
        final Counts total = profile.counters().total();
        for (final Listing.Line line : Listing.of(profile)) {
            out.println(clipped(row(line, total)));
        }
    }

    private static String row(Listing.Line line, Counts total) {
        final List<String> cells = cells(line, total);
        return String.format(Locale.ROOT, ROW, line.number() == 0 ? "" : "" + line.number(), cells.get(0), cells.get(1), cells.get(2),
                cells.get(3), cells.get(4), cells.get(5), line.text());
    }

    /** Share, lanes, divergent branches, sectors per request, useful bytes, bank conflicts. */
    static List<String> cells(Listing.Line line, Counts total) {
        final Counts c = line.counts();
        if (c == null || c.get(Counter.WARPS) == 0) {
            return List.of("", "", "", "", "", "");
        }
        return List.of(line.share(total) < LEAST_SHARE ? "" : Figures.percent(c.get(Counter.WARPS), total.get(Counter.WARPS)),
                String.format(Locale.ROOT, "%.1f", c.activeLanes()),
                Figures.orBlank(c.get(Counter.DIVERGENT)), Figures.orBlank(c.sectorsPerRequest()),
                c.get(Counter.GLOBAL_REQUESTS) == 0 ? "" : String.format(Locale.ROOT, "%.0f%%", 100 * c.efficiency()),
                Figures.orBlank(c.conflicts()));
    }

    private static String clipped(String line) {
        final String stripped = line.stripTrailing().replace("\t", "    ");
        return stripped.length() <= WIDTH ? stripped : stripped.substring(0, WIDTH - 3) + "...";
    }
}

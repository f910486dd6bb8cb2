package io.samcp.app.profile;

import io.samcp.app.command.TextTable;
import io.samcp.kernels.Cost;
import io.samcp.kernels.Kernel;
import io.samcp.kernels.LaunchGeometry;
import io.samcp.runtime.KernelWork;
import io.samcp.runtime.MemoryAccess;
import io.samcp.runtime.assembler.Architecture;
import io.samcp.runtime.assembler.AssemblyReport;
import io.samcp.runtime.assembler.Occupancy;
import io.samcp.runtime.assembler.PtxAssembler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Every rung in a line: what the assembler makes of it, and what the most work the released model asks of its family should take. */
public final class RungTable {

    private static final String NONE = "-";
    private static final double MEGA = 1e6;

    private final Gpu gpu;
    private final ModelLaunches model;
    private int spills;

    /** @param gpu whose occupancy and limits are meant */
    public RungTable(Gpu gpu) {
        this.gpu = gpu;
        this.model = ModelLaunches.on(gpu);
    }

    /**
     * Assembles rungs for all architectures.
     *
     * @param progress told of each rung before it is assembled
     */
    public TextTable of(List<Kernel<?>> rungs, Consumer<String> progress) {
        final TextTable table = new TextTable("kernel", "launches", "registers", "shared B", "occupancy", "MB", "MFLOP", "flop/B",
                "floor us",
                "predicted us", "measured us");
        for (final Kernel<?> rung : rungs) {
            progress.accept(rung.name());
            table.row(row(rung).toArray(String[]::new));
        }
        return table;
    }

    /** What the head should take in each form: one launch after the other, and as soon as what a launch needs is there. */
    public TextTable head() {
        final TextTable table = new TextTable("head", "launches", "floor us", "predicted us", "in branches us", "measured us");
        for (final ModelLaunches.Form form : model.forms()) {
            final List<KernelWork<?>> works = model.head(form);
            final List<Prediction> each = works.stream().<Prediction>map(this::predictionOf).toList();
            final List<Double> micros = each.stream().map(Prediction::predictedMicros).toList();
            table.row(form.toString(), "" + each.size(), number("%.0f", each.stream().mapToDouble(Prediction::floorMicros).sum()),
                    number("%.0f", micros.stream().mapToDouble(Double::doubleValue).sum()), number("%.0f", inBranches(works, micros)),
                    "not measured");
        }
        return table;
    }

    /** When the last of some works is done if each begins when all that it needs is done, however many run then. */
    private static double inBranches(List<KernelWork<?>> works, List<Double> micros) {
        final List<MemoryAccess> accesses = works.stream().map(MemoryAccess::of).toList();
        final double[] done = new double[works.size()];
        for (int i = 0; i < done.length; i++) {
            for (int j = 0; j < i; j++) {
                if (done[j] > done[i] && accesses.get(i).conflictsWith(accesses.get(j))) {
                    done[i] = done[j];
                }
            }
            done[i] += micros.get(i);
        }
        return Arrays.stream(done).max().orElse(0);
    }

    private <S> Prediction predictionOf(KernelWork<S> launch) {
        return prediction(launch.kernel(), launch.shape());
    }

    private <S> Prediction prediction(Kernel<S> rung, S shape) {
        return Prediction.of(gpu, Prediction.pipe(rung.name()), rung.cost(shape), rung.geometry(shape));
    }

    /** Bytes that rungs spill, on all architectures together. */
    public int spills() {
        return spills;
    }

    private <S> List<String> row(Kernel<S> rung) {
        final List<Architecture> able = Architecture.running(rung.source().text());
        final List<AssemblyReport> reports = able.stream()
                .map(architecture -> PtxAssembler.assemble(rung.name(), rung.source().text(), architecture)).toList();
        spills += reports.stream().mapToInt(r -> r.spillStoreBytes() + r.spillLoadBytes()).sum();
        final int at = able.indexOf(gpu.architecture());
        final Optional<S> shape = model.heaviest(rung);
        final List<String> row = new ArrayList<>(List.of(rung.name(), launches(rung), registers(reports)));
        if (at < 0 || shape.isEmpty()) {
            row.addAll(List.of(at < 0 ? NONE : "" + reports.get(at).sharedBytes(), NONE, NONE, NONE, NONE, NONE, NONE));
        } else {
            final AssemblyReport own = reports.get(at);
            final LaunchGeometry geometry = rung.geometry(shape.get());
            final Cost cost = rung.cost(shape.get());
            final int shared = own.sharedBytes() + geometry.dynamicSharedBytes();
            final Prediction prediction = prediction(rung, shape.get());
            row.addAll(List.of("" + shared,
                    Occupancy.of(gpu.architecture(), geometry.threadsPerBlock(), own.registers(), shared).percent() + " %",
                    number("%.2f", cost.bytes() / MEGA), number("%.1f", cost.flops() / MEGA), number("%.1f", cost.intensity()),
                    number("%.2f", prediction.floorMicros()), number("%.1f", prediction.predictedMicros())));
        }
        row.add("not measured");
        return row;
    }

    /** Of the released model, in the form with the most. */
    private String launches(Kernel<?> rung) {
        final long most = model.count(rung);
        return most == 0 ? NONE : "" + most;
    }

    /** By architecture; once if all are alike. */
    private static String registers(List<AssemblyReport> reports) {
        final List<Integer> each = reports.stream().map(AssemblyReport::registers).toList();
        return each.stream().distinct().count() == 1
                ? "" + each.getFirst()
                : each.stream().map(String::valueOf).collect(Collectors.joining("/"));
    }

    private static String number(String format, double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, format, value) : NONE;
    }
}

package io.samcp.bench.figures;

import io.samcp.app.profile.GpuTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code bench/figures}: runs the rungs of every ladder on the PTX engine, and writes what it counts and the figures of {@code docs/kernels}. */
public final class LadderFigures {

    private LadderFigures() {}

    /** Argument: the folder to write to. */
    public static void main(String[] args) throws IOException {
        final Path folder = Files.createDirectories(Path.of(args[0]));
        for (final Ladder ladder : Ladder.values()) {
            System.err.println(ladder.title() + " ...");
            write(ladder, folder);
        }
    }

    /** Counts a ladder and writes its table and its figure. */
    static void write(Ladder ladder, Path folder) throws IOException {
        final List<CountedRung> rungs = ladder.count();
        final List<String> lines = new ArrayList<>(List.of(CountedRung.COLUMNS));
        rungs.forEach(rung -> lines.add(rung.row()));
        Files.write(folder.resolve(ladder.file() + ".tsv"), lines);
        LadderFigure.draw(GpuTable.named("h100").orElseThrow(), ladder.title(), rungs, folder.resolve(ladder.file() + ".png"));
    }
}

package io.samcp.app.profile;

import io.samcp.runtime.assembler.Architecture;
import io.samcp.simulator.counters.Pipe;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The GPUs whose limits we know: the file {@code gpus.txt} beside this class, with its sources. */
public final class GpuTable {

    private static final String RESOURCE = "/io/samcp/app/profile/gpus.txt";
    private static final double GIGA = 1e9;
    private static final double TERA = 1e12;
    private static final List<Pipe> RATES = List.of(Pipe.FP32, Pipe.FP64, Pipe.FP16, Pipe.TENSOR_TF32, Pipe.TENSOR_16);
    private static final int FIRST_RATE = 6;

    private static final List<Gpu> ALL = read();

    private GpuTable() {}

    /** All of them, in the order of the file. */
    public static List<Gpu> all() {
        return ALL;
    }

    /** Their short names. */
    public static List<String> names() {
        return ALL.stream().map(Gpu::name).toList();
    }

    /** One by its short name. */
    public static Optional<Gpu> named(String name) {
        return ALL.stream().filter(g -> g.name().equals(name.toLowerCase(Locale.ROOT))).findFirst();
    }

    private static List<Gpu> read() {
        try (InputStream in = GpuTable.class.getResourceAsStream(RESOURCE)) {
            final List<Gpu> gpus = new ArrayList<>();
            for (final String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    gpus.add(gpu(line.strip().split("\\s*\\|\\s*", -1)));
                }
            }
            return List.copyOf(gpus);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Gpu gpu(String[] cells) {
        final Map<Pipe, Double> rates = new EnumMap<>(Pipe.class);
        for (int i = 0; i < RATES.size(); i++) {
            rates.put(RATES.get(i), TERA * Double.parseDouble(cells[FIRST_RATE + i]));
        }
        return new Gpu(cells[0], cells[1], Architecture.valueOf(cells[2].toUpperCase(Locale.ROOT)), Integer.parseInt(cells[3]),
                Integer.parseInt(cells[4]), GIGA * Double.parseDouble(cells[5]), Map.copyOf(rates));
    }
}

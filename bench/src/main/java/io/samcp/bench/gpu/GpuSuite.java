package io.samcp.bench.gpu;

import io.samcp.runtime.CudaDevice;
import io.samcp.runtime.CudaOptions;
import io.samcp.runtime.Device;
import io.samcp.simulator.driver.StandInDriver;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * One part of the suite, or the report; called by {@code bench/gpu/run}.
 *
 * <pre>
 * GpuSuite part NAME BUNDLE OUT [--stand-in]
 * GpuSuite report OUT KEY=VALUE...
 * </pre>
 */
public final class GpuSuite {

    private static final Map<String, Part> PARTS = parts();

    private GpuSuite() {}

    private static Map<String, Part> parts() {
        final Map<String, Part> parts = new LinkedHashMap<>();
        parts.put("doctor", new DoctorPart());
        parts.put("conformance", new ConformancePart());
        parts.put("golden", new GoldenPart());
        parts.put("bits", new BitsPart());
        parts.put("scenes", new ScenesPart());
        parts.put("forward", new ForwardPart());
        parts.put("precisions", new PrecisionsPart());
        parts.put("libraries", new LibrariesPart());
        parts.put("latency", new LatencyPart());
        parts.put("kernels", new KernelTimesPart());
        return parts;
    }

    /** Exit code 0 if all is well, 1 if something is not as it should be. */
    public static void main(String[] arguments) throws IOException {
        final List<String> args = List.of(arguments);
        final boolean well = switch (args.getFirst()) {
            case "part" -> part(args.get(1), new Bundle(Path.of(args.get(2))), Path.of(args.get(3)), args.contains("--stand-in"));
            case "report" -> Report.write(Path.of(args.get(1)), about(args.subList(2, args.size())));
            default -> throw new IllegalArgumentException("expected part or report, found " + args);
        };
        System.exit(well ? 0 : 1);
    }

    private static boolean part(String name, Bundle bundle, Path out, boolean standIn) throws IOException {
        final Path folder = Files.createDirectories(out.resolve("parts"));
        final long start = System.nanoTime();
        PartResult result;
        try {
            final Part asked = PARTS.get(name);
            if (standIn) {
                asked.rehearse(StandInDriver.load());
            }
            try (Device device = CudaDevice.open(asked.options(CudaOptions.defaults().withCache(out.resolve("cache"))))) {
                final Part.Answer answer = asked.ask(device, bundle);
                result = new PartResult(name, answer.passed(), seconds(start), answer.lines(), answer.figures());
                keep(answer.records(), out.resolve("records"));
            }
        } catch (RuntimeException | LinkageError e) {
            result = new PartResult(name, false, seconds(start), story(e), Map.of());
        }
        result.write(folder);
        result.lines().forEach(line -> System.out.println("  " + line));
        return result.passed();
    }

    /** As {@code NAME.txt.gz}. */
    private static void keep(Map<String, String> records, Path folder) throws IOException {
        for (final Map.Entry<String, String> record : records.entrySet()) {
            Files.createDirectories(folder);
            try (OutputStream file = new GZIPOutputStream(Files.newOutputStream(folder.resolve(record.getKey() + ".txt.gz")))) {
                file.write(record.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) * 1e-9;
    }

    private static List<String> story(Throwable e) {
        final List<String> lines = new ArrayList<>();
        lines.add(e.toString());
        for (final StackTraceElement frame : e.getStackTrace()) {
            lines.add("    at " + frame);
        }
        if (e.getCause() != null) {
            lines.add("caused by");
            lines.addAll(story(e.getCause()));
        }
        return lines;
    }

    private static Map<String, String> about(List<String> pairs) {
        final Map<String, String> about = new LinkedHashMap<>();
        pairs.forEach(pair -> about.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1)));
        return about;
    }
}

package io.samcp.app.profile;

import io.samcp.app.profile.ForwardProfile.Launched;
import io.samcp.kernels.Cost;
import io.samcp.kernels.LaunchGeometry;
import io.samcp.simulator.counters.Counter;
import io.samcp.simulator.counters.Counts;
import io.samcp.simulator.counters.LaunchCounters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A profile as values for JSON; {@code docs/profile.md} describes them. */
public final class ProfileJson {

    private ProfileJson() {}

    /** Everything, with the lines that hold instructions. */
    public static Map<String, Object> of(Profile profile) {
        final Map<String, Object> json = head(profile.kernel(), profile.file(), profile.about(), profile.geometry());
        json.put("occupancy", occupancy(profile.residency()));
        addCounts(json, profile.counters(), profile.cost(), profile.roofline());
        final List<Object> lines = new ArrayList<>();
        profile.counters().lines().forEach((line, counts) -> {
            final Map<String, Object> one = new LinkedHashMap<>();
            one.put("line", line);
            one.put("ptx", profile.text().get(line - 1).strip());
            one.putAll(counts(counts, true));
            lines.add(one);
        });
        json.put("lines", lines);
        return json;
    }

    /** The same without occupancy and lines, for many launches. */
    public static Map<String, Object> summary(Launched launched, Gpu gpu) {
        final Map<String, Object> json = head(launched.kernel(), launched.file(), launched.about(), launched.geometry());
        addCounts(json, launched.counters(), launched.cost(), Roofline.of(launched.counters(), gpu));
        return json;
    }

    private static Map<String, Object> head(String kernel, String file, String about, LaunchGeometry g) {
        final Map<String, Object> json = new LinkedHashMap<>();
        json.put("kernel", kernel);
        json.put("file", file);
        json.put("about", about);
        json.put("grid", List.of(g.gridX(), g.gridY(), g.gridZ()));
        json.put("block", List.of(g.blockX(), g.blockY(), g.blockZ()));
        json.put("shared", g.dynamicSharedBytes());
        return json;
    }

    private static void addCounts(Map<String, Object> json, LaunchCounters counters, Cost cost, Roofline roofline) {
        json.put("roofline", roofline(roofline));
        if (cost != null) {
            json.put("descriptor", pair("bytes", cost.bytes(), "flops", cost.flops()));
        }
        json.put("bytes_read", counters.bytesRead());
        json.put("bytes_written", counters.bytesWritten());
        json.put("flops", counters.flops());
        final Map<String, Object> operations = new LinkedHashMap<>();
        counters.operations().forEach((pipe, count) -> operations.put(pipe.key(), count));
        json.put("operations", operations);
        json.put("total", counts(counters.total(), false));
        final Map<String, Object> classes = new LinkedHashMap<>();
        counters.classes().forEach((c, counts) -> classes.put(c.key(),
                pair("warps", counts.get(Counter.WARPS), "lanes", counts.get(Counter.LANES))));
        json.put("classes", classes);
    }

    private static Map<String, Object> pair(String first, long one, String second, long two) {
        final Map<String, Object> json = new LinkedHashMap<>();
        json.put(first, one);
        json.put(second, two);
        return json;
    }

    private static Map<String, Object> occupancy(Residency residency) {
        final Map<String, Object> json = new LinkedHashMap<>();
        if (residency.occupancy() == null) {
            json.put("unknown", residency.unknown());
        } else {
            json.put("registers", residency.registers());
            json.put("shared", residency.sharedBytes());
            json.put("blocks", residency.occupancy().blocks());
            json.put("warps", residency.occupancy().warps());
            json.put("percent", residency.occupancy().percent());
            json.put("limit", residency.occupancy().limit().name().toLowerCase(Locale.ROOT));
            json.put("waves", residency.waves());
        }
        return json;
    }

    private static Map<String, Object> roofline(Roofline roofline) {
        final Map<String, Object> json = new LinkedHashMap<>();
        json.put("gpu", roofline.gpu().name());
        json.put("bound", roofline.memoryBound() ? "memory" : "compute");
        json.put("pipe", roofline.pipe().key());
        if (roofline.bytes() > 0) {
            json.put("intensity", roofline.intensity());
        }
        json.put("ridge", roofline.ridge());
        json.put("memory_seconds", roofline.memorySeconds());
        json.put("compute_seconds", roofline.computeSeconds());
        json.put("floor_seconds", roofline.seconds());
        return json;
    }

    private static Map<String, Object> counts(Counts counts, boolean onlyWhatHappened) {
        final Map<String, Object> json = new LinkedHashMap<>();
        for (final Counter counter : Counter.values()) {
            if (!onlyWhatHappened || counts.get(counter) != 0 || counter == Counter.WARPS) {
                json.put(counter.key(), counts.get(counter));
            }
        }
        return json;
    }
}

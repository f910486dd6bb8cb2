package io.samcp.bench.gpu;

import io.samcp.app.command.ShippedModel;
import io.samcp.app.verify.GoldenFolder;
import io.samcp.app.verify.Verification;
import io.samcp.kernels.Precision;
import io.samcp.layers.SamCp;
import io.samcp.layers.Session;
import io.samcp.layers.inference.ModelOptions;
import io.samcp.runtime.Device;
import io.samcp.simulator.driver.StandInDriver;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Golden cases stage by stage in TF32, BF16 and FP16, PTX for everything; and how many pixels of a few scenes keep their label. */
final class PrecisionsPart implements Part {

    private static final int SCENES = 3;
    private static final double PERCENT = 100;

    /** Without a GPU one case, one scene and one precision are enough to see that the part works. */
    private Set<String> only = Set.of();

    private List<Precision> precisions = List.of(Precision.TF32, Precision.BF16, Precision.FP16);

    private int scenes = SCENES;

    @Override
    public void rehearse(StandInDriver driver) {
        only = Set.of("case_p7");
        precisions = List.of(Precision.BF16);
        scenes = 1;
    }

    @Override
    public Answer ask(Device device, Bundle bundle) {
        final List<String> lines = new ArrayList<>();
        final Map<String, Object> figures = new LinkedHashMap<>();
        boolean passed = true;
        try (GoldenFolder goldens = bundle.goldens()) {
            for (final Precision precision : precisions) {
                final StringWriter table = new StringWriter();
                passed &= new Verification(device, ModelOptions.of(false, precision)).run(goldens, only,
                        name -> {},
                        new PrintWriter(table));
                final List<String> all = table.toString().lines().toList();
                all.stream().filter(line -> line.contains("FAIL")).forEach(line -> lines.add(precision + ": " + line));
                lines.add(precision + ": " + all.getLast());
                final double same = sameLabels(device, bundle, precision);
                lines.add(String.format(Locale.ROOT, "%s: %.2f %% of the pixels of %d scenes as in FP32", precision, same, scenes));
                figures.put(precision + " same pixels percent", same);
            }
        }
        return new Answer(passed, lines, figures);
    }

    private double sameLabels(Device device, Bundle bundle, Precision precision) {
        long same = 0;
        long pixels = 0;
        try (SamCp engine = SamCp.builder().weights(ShippedModel.file()).device(device).libraries(false).precision(precision).build();
                Session session = engine.openSession()) {
            for (final Path file : bundle.scenes().stream().limit(scenes).toList()) {
                final SceneRequest scene = SceneRequest.read(file);
                final int[] map = session.segment(scene.image(), scene.patches()).panoptic().values();
                for (int i = 0; i < map.length; i++) {
                    same += map[i] == scene.map()[i] ? 1 : 0;
                }
                pixels += map.length;
            }
        }
        return PERCENT * same / pixels;
    }
}

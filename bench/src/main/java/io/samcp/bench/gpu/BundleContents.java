package io.samcp.bench.gpu;

import io.samcp.app.command.ShippedModel;
import io.samcp.app.panoptic.PanopticFile;
import io.samcp.app.scenes.Scene;
import io.samcp.app.scenes.SceneFolder;
import io.samcp.layers.SamCp;
import io.samcp.layers.Session;
import io.samcp.runtime.Device;
import io.samcp.runtime.Devices;
import io.samcp.runtime.EngineOptions;
import io.samcp.app.verify.GoldenFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** Runs the PTX engine for what the suite compares with: digests of the tiny cases, maps of the scenes. Called by {@code bench/gpu/bundle}. */
public final class BundleContents {

    private BundleContents() {}

    /** Arguments: the bundle's folder (with its {@code golden.zip}), the folder of the scenes. */
    public static void main(String[] arguments) throws IOException {
        final Bundle bundle = new Bundle(Path.of(arguments[0]));
        try (Device engine = Devices.engine(EngineOptions.allCores())) {
            bits(bundle, engine);
            scenes(bundle, SceneFolder.open(Path.of(arguments[1])), engine);
        }
    }

    private static void bits(Bundle bundle, Device engine) throws IOException {
        final Map<String, Map<String, String>> digests = new TreeMap<>();
        try (GoldenFolder goldens = bundle.goldens(); Stream<Path> files = Files.list(goldens.path())) {
            for (final Path file : files.filter(BundleContents::isCase).sorted().toList()) {
                final String name = file.getFileName().toString().replace(".safetensors", "");
                System.out.println("  digests of " + name);
                digests.put(name, BitsPart.digests(file, engine));
            }
        }
        Files.writeString(bundle.bits(), JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(digests));
    }

    /** The padded batch is not supported yet. */
    private static boolean isCase(Path file) {
        final String name = file.getFileName().toString();
        return name.startsWith("case_") && !name.startsWith("case_batch");
    }

    private static void scenes(Bundle bundle, SceneFolder folder, Device engine) throws IOException {
        final Path target = Files.createDirectories(bundle.folder().resolve("scenes"));
        try (SamCp model = SamCp.builder().weights(ShippedModel.file()).device(engine).libraries(false).build();
                Session session = model.openSession()) {
            for (final PanopticFile.Image image : folder.images()) {
                final Scene scene = folder.load(image);
                System.out.println("  map of scene " + scene.name());
                SceneRequest.of(scene, session.segment(scene.image(), scene.patches()).panoptic().values()).write(target);
            }
        }
    }
}

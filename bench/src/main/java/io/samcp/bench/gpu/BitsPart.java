package io.samcp.bench.gpu;

import io.samcp.app.verify.CaseRun;
import io.samcp.app.verify.GoldenFolder;
import io.samcp.layers.inference.ModelOptions;
import io.samcp.runtime.Device;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Every tensor of the tiny cases has the bits it has on the PTX engine. */
final class BitsPart implements Part {

    private static final TypeReference<Map<String, Map<String, String>>> TABLE = new TypeReference<>() {};

    @Override
    public Answer ask(Device device, Bundle bundle) {
        final Map<String, Map<String, String>> expected = JsonMapper.builder().build().readValue(bundle.bits().toFile(), TABLE);
        final List<String> lines = new ArrayList<>();
        int tensors = 0;
        int different = 0;
        try (GoldenFolder goldens = bundle.goldens()) {
            for (final String name : expected.keySet()) {
                final Map<String, String> wanted = expected.get(name);
                final Map<String, String> found = digests(goldens.path().resolve(name + ".safetensors"), device);
                for (final Map.Entry<String, String> tensor : wanted.entrySet()) {
                    tensors++;
                    if (!tensor.getValue().equals(found.get(tensor.getKey()))) {
                        different++;
                        lines.add(name + ": " + tensor.getKey() + " differs from the PTX engine");
                    }
                }
            }
        }
        lines.add(tensors - different + " of " + tensors + " tensors have the bits of the PTX engine");
        return new Answer(different == 0 && tensors > 0, lines, Map.of("tensors", tensors, "different", different));
    }

    /** Digests of one case. */
    static Map<String, String> digests(Path file, Device device) {
        try (CaseRun run = CaseRun.open(file, device, ModelOptions.exact())) {
            return new TreeMap<>(TensorDigests.of(run.inference().trace(run.input())));
        }
    }
}

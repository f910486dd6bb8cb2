package io.samcp.bench.gpu;

import io.samcp.app.verify.GoldenFolder;
import io.samcp.app.verify.Verification;
import io.samcp.layers.inference.ModelOptions;
import io.samcp.runtime.Device;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Every golden case and kernel file in FP32, PTX for everything. */
final class GoldenPart implements Part {

    @Override
    public Answer ask(Device device, Bundle bundle) {
        try (GoldenFolder tiny = bundle.goldens(); GoldenFolder full = GoldenFolder.open(tiny.path().resolve("full"))) {
            final List<String> lines = new ArrayList<>();
            boolean passed = true;
            for (final GoldenFolder folder : List.of(tiny, full)) {
                final StringWriter table = new StringWriter();
                passed &= new Verification(device, ModelOptions.exact()).run(folder, Set.of(), name -> {}, new PrintWriter(table));
                final List<String> all = table.toString().lines().toList();
                all.stream().filter(line -> line.contains("FAIL")).forEach(lines::add);
                lines.add(all.getLast());
            }
            return Answer.of(passed, lines);
        }
    }
}

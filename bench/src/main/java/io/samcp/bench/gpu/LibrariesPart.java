package io.samcp.bench.gpu;

import io.samcp.app.verify.GoldenFolder;
import io.samcp.app.verify.Verification;
import io.samcp.kernels.Precision;
import io.samcp.layers.inference.ModelOptions;
import io.samcp.runtime.CudaOptions;
import io.samcp.runtime.Device;
import io.samcp.runtime.LibraryUse;
import io.samcp.simulator.driver.StandInDriver;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The golden cases with every product and convolution by cuBLAS and cuDNN, as far as they are found. */
final class LibrariesPart implements Part {

    /** Without a GPU a few cases are enough to see that the part works. */
    private Set<String> only = Set.of();

    @Override
    public void rehearse(StandInDriver driver) {
        driver.libraries();
        only = Set.of("case_p7", "ffn", "text_classifier");
    }

    @Override
    public CudaOptions options(CudaOptions defaults) {
        return defaults.withLibraries(LibraryUse.ALWAYS);
    }

    @Override
    public Answer ask(Device device, Bundle bundle) {
        final StringWriter table = new StringWriter();
        final boolean passed;
        try (GoldenFolder goldens = bundle.goldens()) {
            passed = new Verification(device, ModelOptions.of(true, Precision.FP32)).run(goldens, only, name -> {},
                    new PrintWriter(table));
        }
        final List<String> lines = new ArrayList<>();
        final List<String> all = table.toString().lines().toList();
        all.stream().filter(line -> line.contains("FAIL")).forEach(lines::add);
        lines.add(device.description().libraries());
        lines.add(all.getLast());
        return new Answer(passed, lines, Map.of("libraries", device.description().libraries()));
    }
}

package io.samcp.bench.gpu;

import io.samcp.app.verify.CaseRun;
import io.samcp.app.verify.GoldenFolder;
import io.samcp.layers.inference.ModelOptions;
import io.samcp.runtime.Device;
import java.util.List;

/** One small forward pass and nothing else, for tools that watch a process. */
final class ForwardPart implements Part {

    @Override
    public Answer ask(Device device, Bundle bundle) {
        try (GoldenFolder goldens = bundle.goldens();
                CaseRun run = CaseRun.open(goldens.path().resolve("case_flag_qe.safetensors"), device, ModelOptions.exact())) {
            run.inference().runBlocking(run.input());
            return Answer.of(true, List.of("a forward pass of 12 patches ran"));
        }
    }
}

package io.samcp.bench.forward;

import io.samcp.layers.Request;
import io.samcp.layers.SamCp;
import io.samcp.layers.Session;

/** A program that opens a model, segments one image, says so and ends: {@code FirstResult MODEL PATCHES DEVICE on|off}. */
public final class FirstResult {

    /** What the line begins with. */
    static final String SAYS = "first result: ";

    private FirstResult() {}

    /** Runs it. */
    public static void main(String[] args) {
        final BenchmarkModel model = BenchmarkModel.named(args[0]);
        final Request request = model.request(Integer.parseInt(args[1])).request();
        try (SamCp engine = SamCp.builder().weights(model.open()).deviceNamed(args[2]).libraries("on".equals(args[3])).build();
                Session session = engine.openSession()) {
            final int segments = session.segment(request.image(), request.patches()).segments().size();
            System.out.println(SAYS + segments + " segments");
        }
    }
}

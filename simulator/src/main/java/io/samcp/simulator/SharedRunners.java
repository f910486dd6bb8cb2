package io.samcp.simulator;

import io.samcp.kernels.LaunchGeometry;
import io.samcp.simulator.exec.Engine;
import io.samcp.simulator.exec.Program;
import java.util.HashMap;
import java.util.Map;

/** Block state of an executable: launches of one program with one block size use the same, since they run one after the other. */
final class SharedRunners implements AutoCloseable {

    private final Engine engine;
    private final Map<Key, Engine.Runners> runners = new HashMap<>();

    private record Key(Program program, LaunchGeometry geometry, boolean counting) {}

    SharedRunners(Engine engine) {
        this.engine = engine;
    }

    Engine.Runners of(Program program, LaunchGeometry geometry, boolean counting) {
        return runners.computeIfAbsent(new Key(program, geometry, counting),
                _ -> counting ? engine.countingRunners(program, geometry) : engine.runners(program, geometry));
    }

    @Override
    public void close() {
        runners.values().forEach(Engine.Runners::close);
        runners.clear();
    }
}

package io.samcp.simulator.driver;

import io.samcp.kernels.LaunchGeometry;
import io.samcp.simulator.exec.Engine;
import io.samcp.simulator.exec.Program;
import java.util.HashMap;
import java.util.Map;

/** An entry of a loaded module, with the block state of its launches. Used by one thread at a time. */
final class LoadedFunction {

    private final Program program;
    private final Map<LaunchGeometry, Engine.Runners> runners = new HashMap<>();
    private boolean unloaded;

    LoadedFunction(Program program) {
        this.program = program;
    }

    Program program() {
        return program;
    }

    /**
     * Block state for launches of a geometry.
     *
     * @throws IllegalStateException if the module is unloaded
     */
    Engine.Runners runners(Engine engine, LaunchGeometry geometry) {
        if (unloaded) {
            throw new IllegalStateException(program.name() + ": its module is unloaded");
        }
        return runners.computeIfAbsent(geometry, g -> engine.runners(program, g));
    }

    void unload() {
        unloaded = true;
        runners.values().forEach(Engine.Runners::close);
        runners.clear();
    }
}

package io.samcp.simulator;

import io.samcp.kernels.PtxSource;
import io.samcp.simulator.ast.PtxModule;
import io.samcp.simulator.exec.Program;
import io.samcp.simulator.exec.StaticMemory;
import io.samcp.simulator.parse.PtxParser;
import io.samcp.simulator.program.Lowerer;
import io.samcp.simulator.program.ModuleCheck;
import java.lang.foreign.Arena;
import java.util.HashMap;
import java.util.Map;

/** Programs by source and entry: each text is parsed once per device. */
final class ModuleCache implements AutoCloseable {

    private final Arena arena = Arena.ofShared();
    private final Map<PtxSource, Loaded> modules = new HashMap<>();
    private final Map<Key, Program> programs = new HashMap<>();

    private record Loaded(PtxModule module, StaticMemory statics) {}

    private record Key(PtxSource source, String entry) {}

    /**
     * The program of an entry.
     *
     * @throws io.samcp.simulator.parse.PtxSyntaxException if the engine cannot read it
     */
    synchronized Program program(PtxSource source, String entry) {
        final Key key = new Key(source, entry);
        Program program = programs.get(key);
        if (program == null) {
            final Loaded loaded = modules.computeIfAbsent(source, this::load);
            program = Lowerer.lower(loaded.module(), entry, loaded.statics());
            programs.put(key, program);
        }
        return program;
    }

    private Loaded load(PtxSource source) {
        final PtxModule module = PtxParser.parse(source.file(), source.text());
        ModuleCheck.check(module);
        return new Loaded(module, new StaticMemory(arena, module));
    }

    @Override
    public synchronized void close() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}

package io.samcp.simulator.exec;

/** Whether the Vector API is there: it is an incubator module, which the launcher resolves and an embedding application may not. */
final class VectorSupport {

    private VectorSupport() {}

    static boolean available() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent() && !Boolean.getBoolean("samcp.engine.loops");
    }
}

package io.samcp.simulator.exec;

import java.util.HashMap;
import java.util.Map;

/** What the race checks of a launch's blocks know of global memory together: who touched it last, and what was shown to whoever reads it. */
final class GlobalRaces {

    private final RaceShadow shadow = new RaceShadow();
    private final Map<Long, BlockOrder.Knowledge> shown = new HashMap<>();
    private Launch launch;
    private int run;

    /** A block begins; if its launch is another than that of the block before, nothing is known. */
    void begin(Launch of) {
        if (of != launch || of.run() != run) {
            launch = of;
            run = of.run();
            shadow.clear();
            shown.clear();
        }
    }

    RaceShadow shadow() {
        return shadow;
    }

    /** By address. */
    Map<Long, BlockOrder.Knowledge> shown() {
        return shown;
    }
}

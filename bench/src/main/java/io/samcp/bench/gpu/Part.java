package io.samcp.bench.gpu;

import io.samcp.runtime.CudaOptions;
import io.samcp.runtime.Device;
import io.samcp.simulator.driver.StandInDriver;
import java.util.List;
import java.util.Map;

/** One question to the device. */
interface Part {

    /** What it needs beside the stand-in driver in a dry run. */
    default void rehearse(StandInDriver driver) {}

    /** How the device is to be opened. */
    default CudaOptions options(CudaOptions defaults) {
        return defaults;
    }

    /**
     * Asks it.
     *
     * @param device what is asked
     * @param bundle the folder that travelled
     */
    Answer ask(Device device, Bundle bundle);

    /**
     * The answer.
     *
     * @param passed whether all is as it should be
     * @param lines what a person should read, failures first
     * @param figures measured numbers by name
     * @param records what is kept of the device as data: text by name
     */
    record Answer(boolean passed, List<String> lines, Map<String, Object> figures, Map<String, String> records) {

        Answer(boolean passed, List<String> lines, Map<String, Object> figures) {
            this(passed, lines, figures, Map.of());
        }

        static Answer of(boolean passed, List<String> lines) {
            return new Answer(passed, lines, Map.of());
        }
    }
}

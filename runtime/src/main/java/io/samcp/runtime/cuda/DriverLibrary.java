package io.samcp.runtime.cuda;

import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.util.Optional;

/** Finds the driver's library, {@code libcuda.so.1}, before JCuda is touched: JCuda's natives cannot be loaded without it. */
public final class DriverLibrary {

    private static final String NAME = "libcuda.so.1";

    private DriverLibrary() {}

    /** True if the dynamic linker finds it, or it is already loaded. */
    public static boolean isPresent() {
        return symbols().isPresent();
    }

    /** Its symbols; never unloaded, as nobody can know when the driver's own threads are done. */
    static Optional<SymbolLookup> symbols() {
        try {
            return Optional.of(SymbolLookup.libraryLookup(NAME, Arena.global()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}

package io.samcp.app.command;

import io.samcp.runtime.LibraryUse;

/** The option {@code --libraries}. */
enum LibrarySwitch {
    /** Where the device expects to gain. */
    ON(true, LibraryUse.MEASURED),
    /** PTX for everything. */
    OFF(false, LibraryUse.NEVER),
    /** On a GPU, wherever a library can. */
    ALWAYS(true, LibraryUse.ALWAYS);

    static final String SYNTAX = "on|off|always";
    static final String DESCRIPTION = "on: convolutions and matrix products by a library where it is faster; always: wherever it can; "
            + "off: PTX for everything";

    private final boolean allowed;
    private final LibraryUse use;

    LibrarySwitch(boolean allowed, LibraryUse use) {
        this.allowed = allowed;
        this.use = use;
    }

    boolean allowed() {
        return allowed;
    }

    LibraryUse use() {
        return use;
    }
}

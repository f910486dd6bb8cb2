package io.samcp.app.command;

/** The option {@code --persistent}. */
final class PersistentSwitch {

    static final String NAME = "--persistent";
    static final String DESCRIPTION = "one launch whose blocks stay, in place of one for each piece of work; the results are the same";

    private PersistentSwitch() {}
}

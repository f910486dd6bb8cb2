package io.samcp.app.command;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A progress bar on standard error if that is a terminal; nothing otherwise. */
public final class Progress implements AutoCloseable {

    /** Set by the launcher, which filters standard error through a pipe. */
    private static final String TERMINAL = "samcp.terminal";
    private static final int LINE = 100;
    private static final int INTERVAL_MILLIS = 200;

    private final ProgressBar bar;

    private Progress(ProgressBar bar) {
        this.bar = bar;
    }

    /** Begins a task of a number of steps. */
    public static Progress of(String task, long steps) {
        if (!standardErrorIsTerminal()) {
            return new Progress(null);
        }
        final PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        return new Progress(new ProgressBarBuilder().setTaskName(task).setInitialMax(steps).setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(INTERVAL_MILLIS).setConsumer(new ConsoleProgressBarConsumer(err, LINE)).clearDisplayOnFinish()
                .build());
    }

    /** Says what is being done. */
    public void doing(String what) {
        if (bar != null) {
            bar.setExtraMessage(" " + what);
            bar.refresh();
        }
    }

    /** A step is done. */
    public void step() {
        if (bar != null) {
            bar.step();
        }
    }

    /** {@code System.console()} would ask for standard input and output. Where there is no /proc, nothing is drawn. */
    private static boolean standardErrorIsTerminal() {
        if (Boolean.getBoolean(TERMINAL)) {
            return true;
        }
        try {
            final String target = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}

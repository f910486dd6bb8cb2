package io.samcp.layers;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/** A bounded set of sessions, opened when needed and lent to one thread at a time. Thread-safe. */
final class SessionPool {

    private final int most;
    private final Supplier<Session> open;
    private final Deque<Session> idle = new ArrayDeque<>();
    private int lent;
    private boolean closed;

    /** @param most sessions at most */
    SessionPool(int most, Supplier<Session> open) {
        this.most = most;
        this.open = open;
    }

    /**
     * Lends a session; waits while all of them are out. The one used last comes first, because its plans are the likeliest to fit.
     *
     * @throws IllegalStateException once the pool is closed, or if the thread is interrupted while it waits
     */
    Session lend() {
        synchronized (this) {
            while (!closed && idle.isEmpty() && lent == most) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException("interrupted while waiting for a session", e);
                }
            }
            if (closed) {
                throw new IllegalStateException("this engine is closed");
            }
            lent++;
            if (!idle.isEmpty()) {
                return idle.removeLast();
            }
        }
        boolean opened = false;
        try {
            final Session session = open.get();
            opened = true;
            return session;
        } finally {
            if (!opened) {
                giveUp();
            }
        }
    }

    /** Takes a session back. */
    synchronized void giveBack(Session session) {
        idle.addLast(session);
        lent--;
        notifyAll();
    }

    private synchronized void giveUp() {
        lent--;
        notifyAll();
    }

    /** Lends nothing any more and waits until all sessions are back; those who wait for one are sent away. */
    synchronized void closeWhenBack() {
        closed = true;
        notifyAll();
        boolean interrupted = false;
        while (lent > 0) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true; // requests in flight use what is about to be closed
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

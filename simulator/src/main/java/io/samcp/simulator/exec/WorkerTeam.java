package io.samcp.simulator.exec;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Threads that share the blocks of a launch. Handing them work allocates nothing, which the queue and the latch of a thread pool would.
 * Used by one caller at a time.
 */
final class WorkerTeam implements AutoCloseable {

    private final Member[] members;
    private final AtomicInteger busy = new AtomicInteger();
    private volatile Thread caller;
    private volatile boolean closed;

    /** @param helpers threads beside the caller's; they start when they are first needed */
    WorkerTeam(int helpers) {
        members = new Member[helpers];
    }

    /**
     * Runs each share on a thread of its own, the first on the caller's, and waits for all. Shares must not throw.
     *
     * @param shares at most one more than there are helpers
     */
    void runAll(Runnable[] shares) {
        if (closed) {
            throw new IllegalStateException("the engine is closed");
        }
        start(shares.length - 1);
        caller = Thread.currentThread();
        busy.set(shares.length - 1);
        for (int i = 1; i < shares.length; i++) {
            members[i - 1].give(shares[i]);
        }
        shares[0].run();
        boolean interrupted = false;
        while (busy.get() > 0) {
            LockSupport.park(this);
            interrupted |= Thread.interrupted(); // a launch cannot be given up half-way: its buffers belong to the caller
        }
        caller = null;
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Before any share is given away, so that a thread that cannot be had leaves nothing half done. */
    private void start(int count) {
        for (int i = 0; i < count; i++) {
            if (members[i] == null) {
                final Member member = new Member();
                member.start();
                members[i] = member;
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        for (final Member member : members) {
            LockSupport.unpark(member); // none if it was never needed
        }
    }

    /** A thread that waits for a share. */
    private final class Member extends Thread {

        private volatile Runnable share;

        Member() {
            super("samcp-engine");
            setDaemon(true);
        }

        void give(Runnable work) {
            share = work;
            LockSupport.unpark(this);
        }

        @Override
        public void run() {
            while (true) {
                final Runnable work = share;
                if (work != null) {
                    share = null;
                    work.run();
                    if (busy.decrementAndGet() == 0) {
                        LockSupport.unpark(caller);
                    }
                } else if (closed) {
                    return;
                } else {
                    LockSupport.park(WorkerTeam.this);
                }
            }
        }
    }
}

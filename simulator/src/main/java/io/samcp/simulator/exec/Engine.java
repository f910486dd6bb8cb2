package io.samcp.simulator.exec;

import io.samcp.kernels.LaunchGeometry;
import io.samcp.runtime.EngineOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Spreads the blocks of launches over worker threads. One launch runs at a time. */
public final class Engine implements AutoCloseable {

    /** Instructions a warp may take before the watchdog stops it. */
    public static final long DEFAULT_INSTRUCTION_LIMIT = 4_000_000_000L;

    private final EngineOptions options;
    private final long instructionLimit;
    private final ExecutorService workers;

    public Engine(EngineOptions options, long instructionLimit) {
        this.options = options;
        this.instructionLimit = instructionLimit;
        this.workers = options.threads() == 1 ? null : Executors.newFixedThreadPool(options.threads() - 1, r -> {
            final Thread thread = new Thread(r, "samcp-engine");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Block state for repeated launches of a program with a geometry, one set per worker. */
    public Runners runners(Program program, LaunchGeometry geometry) {
        return new Runners(program, geometry);
    }

    /** See {@link Engine#runners}. */
    public final class Runners implements AutoCloseable {

        private final List<BlockRunner> perWorker = new ArrayList<>();

        private Runners(Program program, LaunchGeometry geometry) {
            final long useful = Math.min(options.threads(), geometry.blocks());
            for (int i = 0; i < useful; i++) {
                perWorker.add(new BlockRunner(program, geometry, options, instructionLimit));
            }
        }

        /**
         * Runs all blocks of a launch.
         *
         * @throws io.samcp.runtime.KernelFaultException the first fault that was found
         */
        public void run(Launch launch) {
            launch.nextBlock.set(0);
            launch.fault = null;
            if (perWorker.size() == 1 || workers == null) {
                work(perWorker.getFirst(), launch);
            } else {
                final CountDownLatch done = new CountDownLatch(perWorker.size() - 1);
                for (int i = 1; i < perWorker.size(); i++) {
                    final BlockRunner runner = perWorker.get(i);
                    workers.execute(() -> {
                        try {
                            work(runner, launch);
                        } finally {
                            done.countDown();
                        }
                    });
                }
                work(perWorker.getFirst(), launch);
                await(done);
            }
            switch (launch.fault) {
                case null -> {
                    // all blocks ended well
                }
                case RuntimeException fault -> throw fault;
                case Error error -> throw error;
                case Throwable other -> throw new IllegalStateException(other);
            }
        }

        private void work(BlockRunner runner, Launch launch) {
            final long blocks = launch.geometry.blocks();
            final boolean reverse = options.warpOrder() == EngineOptions.WarpOrder.REVERSE;
            try {
                long next = launch.nextBlock.getAndIncrement();
                while (next < blocks && launch.fault == null) {
                    runner.run(launch, reverse ? blocks - 1 - next : next);
                    next = launch.nextBlock.getAndIncrement();
                }
            } catch (RuntimeException | Error e) { // an error too must stop the launch rather than vanish with its worker
                launch.fault = e;
            }
        }

        @Override
        public void close() {
            perWorker.forEach(BlockRunner::close);
            perWorker.clear();
        }
    }

    private static void await(CountDownLatch done) {
        boolean interrupted = false;
        while (true) {
            try {
                done.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true; // a launch cannot be given up half-way: its buffers belong to the caller
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        if (workers != null) {
            workers.shutdown();
        }
    }
}

package io.samcp.simulator.exec;

import io.samcp.kernels.LaunchGeometry;
import io.samcp.runtime.Check;
import io.samcp.runtime.EngineOptions;
import io.samcp.simulator.counters.LaunchCounters;
import java.util.List;
import java.util.stream.Stream;

/** Spreads the blocks of launches over worker threads. One launch runs at a time; it allocates nothing. */
public final class Engine implements AutoCloseable {

    private final EngineOptions options;
    private final WorkerTeam team;

    public Engine(EngineOptions options) {
        this.options = options;
        this.team = new WorkerTeam(threads() - 1);
    }

    /** The race check compares blocks with each other, so it sees one at a time. */
    private int threads() {
        return options.checks().contains(Check.RACE) ? 1 : options.threads();
    }

    /** Block state for repeated launches of a program with a geometry, one set per worker. */
    public Runners runners(Program program, LaunchGeometry geometry) {
        return new Runners(program, geometry, List.of());
    }

    /** The same, and what each launch does is counted: {@link Runners#counters()}. */
    public Runners countingRunners(Program program, LaunchGeometry geometry) {
        return new Runners(program, geometry,
                Stream.generate(() -> new CounterWatch(program)).limit(workers(geometry)).toList());
    }

    private int workers(LaunchGeometry geometry) {
        return (int) Math.min(threads(), geometry.blocks());
    }

    /** See {@link Engine#runners}. */
    public final class Runners implements AutoCloseable {

        private final BlockRunner[] perWorker;
        private final Runnable[] shares;
        /** One per worker; none if nobody counts. */
        private final List<CounterWatch> counting;
        private Launch running;

        private Runners(Program program, LaunchGeometry geometry, List<CounterWatch> counting) {
            this.counting = counting;
            perWorker = new BlockRunner[workers(geometry)];
            shares = new Runnable[perWorker.length];
            for (int i = 0; i < perWorker.length; i++) {
                final BlockRunner runner = new BlockRunner(program, geometry, options,
                        counting.isEmpty() ? null : counting.get(i));
                perWorker[i] = runner;
                shares[i] = () -> work(runner, running);
            }
        }

        /**
         * Runs all blocks of a launch.
         *
         * @throws io.samcp.runtime.KernelFaultException the first fault that was found
         */
        public void run(Launch launch) {
            launch.begin();
            for (int i = 0; i < counting.size(); i++) {
                counting.get(i).clear();
            }
            running = launch;
            team.runAll(shares);
            switch (launch.fault) {
                case null -> {
                    // all blocks ended well
                }
                case RuntimeException fault -> throw fault;
                case Error error -> throw error;
                case Throwable other -> throw new IllegalStateException(other);
            }
        }

        /**
         * What the last launch did.
         *
         * @throws IllegalStateException if these runners do not count
         */
        public LaunchCounters counters() {
            if (counting.isEmpty()) {
                throw new IllegalStateException("these runners do not count");
            }
            return CounterWatch.together(counting);
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
            for (final BlockRunner runner : perWorker) {
                runner.close();
            }
        }
    }

    @Override
    public void close() {
        team.close();
    }
}

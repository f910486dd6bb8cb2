package io.samcp.simulator.exec;

import io.samcp.kernels.LaunchGeometry;
import io.samcp.runtime.Check;
import io.samcp.runtime.EngineOptions;
import io.samcp.simulator.counters.LaunchCounters;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;

/** Spreads the clusters of launches over worker threads; without clusters each block is one. One launch runs at a time; it allocates nothing. */
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

    /** Block state for repeated launches of a program with a geometry: one set per worker, or per cluster if all run at the same time. */
    public Runners runners(Program program, LaunchGeometry geometry) {
        return new Runners(program, geometry, List.of());
    }

    /** The same, and what each launch does is counted: {@link Runners#counters()}. */
    public Runners countingRunners(Program program, LaunchGeometry geometry) {
        return new Runners(program, geometry,
                Stream.generate(() -> new CounterWatch(program)).limit(states(program, geometry)).toList());
    }

    private int workers(Program program, LaunchGeometry geometry) {
        return (int) Math.min(threads(), ClusterRunner.clusters(program, geometry));
    }

    /** How many clusters are kept in memory. */
    private int states(Program program, LaunchGeometry geometry) {
        return geometry.cooperative() ? Math.toIntExact(ClusterRunner.clusters(program, geometry)) : workers(program, geometry);
    }

    /** See {@link Engine#runners}. */
    public final class Runners implements AutoCloseable {

        private final ClusterRunner[] states;
        private final Runnable[] shares;
        /** One per state; none if nobody counts. */
        private final List<CounterWatch> counting;
        private final long clusters;
        private Launch running;

        private Runners(Program program, LaunchGeometry geometry, List<CounterWatch> counting) {
            this.counting = counting;
            clusters = ClusterRunner.clusters(program, geometry);
            states = new ClusterRunner[states(program, geometry)];
            shares = new Runnable[workers(program, geometry)];
            final GlobalRaces memory = new GlobalRaces();
            for (int i = 0; i < states.length; i++) {
                states[i] = new ClusterRunner(program, geometry, options, counting.isEmpty() ? null : counting.get(i), memory);
            }
            for (int i = 0; i < shares.length; i++) {
                final int share = i;
                final BitSet going = new BitSet(states.length);
                shares[i] = geometry.cooperative() ? () -> workTogether(share, going, running) : () -> work(states[share], running);
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

        private void work(ClusterRunner runner, Launch launch) {
            final boolean reverse = options.warpOrder() == EngineOptions.WarpOrder.REVERSE;
            try {
                long next = launch.nextCluster.getAndIncrement();
                while (next < clusters && launch.fault == null) {
                    runner.run(launch, reverse ? clusters - 1 - next : next);
                    next = launch.nextCluster.getAndIncrement();
                }
            } catch (RuntimeException | Error e) { // an error too must stop the launch rather than vanish with its worker
                launch.fault = e;
            }
        }

        /** All clusters of a worker take turns until the last has ended. */
        private void workTogether(int share, BitSet going, Launch launch) {
            final boolean reverse = options.warpOrder() == EngineOptions.WarpOrder.REVERSE;
            going.clear();
            try {
                for (int i = share; i < states.length; i += shares.length) {
                    states[i].begin(launch, reverse ? states.length - 1 - i : i);
                    going.set(i);
                }
                while (!going.isEmpty() && launch.fault == null) {
                    for (int i = going.nextSetBit(0); i >= 0; i = going.nextSetBit(i + 1)) {
                        going.set(i, states[i].turn());
                    }
                }
            } catch (RuntimeException | Error e) { // an error too must stop the launch rather than vanish with its worker
                launch.fault = e;
            }
        }

        @Override
        public void close() {
            for (final ClusterRunner runner : states) {
                runner.close();
            }
        }
    }

    @Override
    public void close() {
        team.close();
    }
}

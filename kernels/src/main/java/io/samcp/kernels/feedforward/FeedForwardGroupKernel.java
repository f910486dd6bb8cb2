package io.samcp.kernels.feedforward;

import io.samcp.kernels.Cost;
import io.samcp.kernels.Kernel;
import io.samcp.kernels.KernelParameter;
import io.samcp.kernels.LaunchGeometry;
import io.samcp.kernels.Precision;
import io.samcp.kernels.ResourceBudget;
import io.samcp.kernels.ScalarValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Up to four feed-forwards, independent of each other, in one launch: each with operands, sizes and options as {@link FeedForwardKernel} takes
 * them, its parameters' names followed by {@code _0} to {@code _3}. No chain may write what another one reads.
 *
 * @param version the rung; rungs go on counting where those of one chain end
 * @param precision what a, weights, hidden layers and the 16-bit results are: BF16 or FP16
 */
public record FeedForwardGroupKernel(Version version, Precision precision) implements Kernel<FeedForwardGroupKernel.Shape> {

    /** The ladder. */
    public enum Version {
        V2_GROUPED,
        V3_ASYNC,
        V4_COUNTED
    }

    /** The rung the engine runs. */
    public static final Version BEST = Version.V4_COUNTED;

    /** Chains of a launch at most. */
    public static final int MAX_CHAINS = 4;

    /** Five stages of 32 k, and the hidden layer. */
    private static final int ASYNC_BYTES = ProjectNormKernel.RING_BYTES
            + FeedForwardKernel.ROWS * FeedForwardKernel.MAX_SLICE * Short.BYTES;

    /** Static shared memory holds a count; dynamic shared memory begins at a multiple of 128. */
    private static final int ALIGNED_COUNT_BYTES = 128;

    private static final List<String> IN = List.of("a", "w1", "b1", "w2", "b2", "residual", "gamma", "beta", "position");
    private static final List<String> OUT = List.of("y", "y16", "yp", "yp16");
    private static final List<String> IN_OUT = List.of("scratch", "counters");
    private static final String ALIVE = "alive";
    private static final List<String> SIZES = List.of("m", "n", "k", "f", "slice", "shares", "flags");

    /** Of a chain whose rows are counted. */
    private static final int COUNTED = 64;

    public FeedForwardGroupKernel {
        Results.requireSixteenBits(precision);
    }

    /**
     * The chains.
     *
     * @param chains sizes and options of each, 1 to 4
     * @param counted whether a count in memory says how many rows of each chain are alive; results of 16 rows that all lie behind them are 0.
     *        V4 only
     */
    public record Shape(List<FeedForwardKernel.Shape> chains, boolean counted) {
        public Shape {
            chains = List.copyOf(chains);
            final long blocks = chains.stream().mapToLong(c -> (long) c.tiles() * c.shares()).sum();
            if (chains.isEmpty() || chains.size() > MAX_CHAINS || blocks > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("a group has 1 to " + MAX_CHAINS + " chains of together at most " + Integer.MAX_VALUE
                        + " blocks: chains=" + chains.size() + ", blocks=" + blocks);
            }
        }

        /** Of chains whose rows are all alive. */
        public Shape(List<FeedForwardKernel.Shape> chains) {
            this(chains, false);
        }

        int blocks() {
            return chains.stream().mapToInt(c -> c.tiles() * c.shares()).sum();
        }
    }

    @Override
    public String name() {
        return switch (version) {
            case V2_GROUPED -> "feedforward_" + precision.ptx() + "_v2_grouped";
            case V3_ASYNC -> "feedforward_" + precision.ptx() + "_v3_async";
            case V4_COUNTED -> "feedforward_" + precision.ptx() + "_v4_counted";
        };
    }

    @Override
    public String family() {
        return "feedforward";
    }

    @Override
    public List<KernelParameter> parameters() {
        final List<KernelParameter> all = new ArrayList<>();
        for (int c = 0; c < MAX_CHAINS; c++) {
            final String suffix = "_" + c;
            IN.forEach(name -> all.add(KernelParameter.in(name + suffix)));
            OUT.forEach(name -> all.add(KernelParameter.out(name + suffix)));
            IN_OUT.forEach(name -> all.add(KernelParameter.inOut(name + suffix)));
            if (version == Version.V4_COUNTED) {
                all.add(KernelParameter.in(ALIVE + suffix));
            }
            SIZES.forEach(name -> all.add(KernelParameter.s32(name + suffix)));
            all.add(KernelParameter.f32("eps" + suffix));
        }
        return List.copyOf(all);
    }

    @Override
    public List<ScalarValue> scalars(Shape shape) {
        final List<ScalarValue> all = new ArrayList<>();
        for (int c = 0; c < MAX_CHAINS; c++) {
            if (c < shape.chains().size()) {
                final FeedForwardKernel.Shape s = shape.chains().get(c);
                for (final int value : new int[]{s.m(), s.n(), s.k(), s.f(), s.slice(), s.shares(),
                    s.flags() | (shape.counted() ? COUNTED : 0)}) {
                    all.add(ScalarValue.of(value));
                }
                all.add(ScalarValue.of(s.eps()));
            } else {
                SIZES.forEach(_ -> all.add(ScalarValue.of(0)));
                all.add(ScalarValue.of(0.0f));
            }
        }
        return List.copyOf(all);
    }

    @Override
    public List<Long> bufferBytes(Shape shape) {
        if (shape.counted() && version != Version.V4_COUNTED) {
            throw new IllegalArgumentException(name() + " computes all rows and counts none");
        }
        final List<Long> all = new ArrayList<>();
        for (int c = 0; c < MAX_CHAINS; c++) {
            final boolean there = c < shape.chains().size();
            all.addAll(there ? shape.chains().get(c).bufferBytes() : Collections.nCopies(IN.size() + OUT.size() + IN_OUT.size(), 0L));
            if (version == Version.V4_COUNTED) {
                all.add(there && shape.counted() ? (long) Integer.BYTES : 0L);
            }
        }
        return List.copyOf(all);
    }

    @Override
    public LaunchGeometry geometry(Shape shape) {
        final LaunchGeometry geometry = LaunchGeometry.of(shape.blocks(), FeedForwardKernel.THREADS);
        return switch (version) {
            case V2_GROUPED -> geometry;
            case V3_ASYNC, V4_COUNTED -> geometry.withDynamicShared(ASYNC_BYTES);
        };
    }

    /** With all rows: how many are alive is not known before the launch. */
    @Override
    public Cost cost(Shape shape) {
        return new Cost(shape.chains().stream().mapToLong(s -> s.cost().bytes()).sum(),
                shape.chains().stream().mapToLong(s -> s.cost().flops()).sum());
    }

    @Override
    public ResourceBudget budget() {
        return switch (version) {
            case V2_GROUPED -> new ResourceBudget(112, FeedForwardKernel.PADDED_BYTES);
            case V3_ASYNC -> new ResourceBudget(88, ALIGNED_COUNT_BYTES);
            case V4_COUNTED -> new ResourceBudget(96, ALIGNED_COUNT_BYTES);
        };
    }
}

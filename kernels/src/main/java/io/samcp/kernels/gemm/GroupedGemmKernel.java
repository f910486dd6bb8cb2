package io.samcp.kernels.gemm;

import io.samcp.kernels.Cost;
import io.samcp.kernels.Kernel;
import io.samcp.kernels.KernelParameter;
import io.samcp.kernels.LaunchGeometry;
import io.samcp.kernels.Precision;
import io.samcp.kernels.ResourceBudget;
import io.samcp.kernels.ScalarValue;
import java.util.ArrayList;
import java.util.List;

/**
 * Up to four products of {@link TensorGemmKernel} in one launch; each has operands, sizes and options of its own. Formula and layout stand at
 * the head of the PTX files.
 *
 * @param version the rung
 * @param precision what a, b and y16 are stored in: BF16 or FP16
 */
public record GroupedGemmKernel(Version version, Precision precision) implements Kernel<GroupedGemmKernel.Shape> {

    /** The ladder; it goes on from that of {@link TensorGemmKernel}. */
    public enum Version {
        V6_GROUPED
    }

    /** The rung the engine runs. */
    public static final Version BEST = Version.V6_GROUPED;

    /** Products that a launch has room for. */
    public static final int MAX_PRODUCTS = 4;

    private static final int BUFFERS = 6;

    public GroupedGemmKernel {
        TensorGemmKernel.requireSixteenBits(precision, version.toString());
    }

    /**
     * The products.
     *
     * @param products one to four, in the order of the parameters
     */
    public record Shape(List<TensorGemmKernel.Shape> products) {
        public Shape {
            products = List.copyOf(products);
            if (products.isEmpty() || products.size() > MAX_PRODUCTS) {
                throw new IllegalArgumentException("grouped gemm makes 1 to " + MAX_PRODUCTS + " products: " + products.size());
            }
        }
    }

    @Override
    public String name() {
        return "gemm_" + precision.ptx() + switch (version) {
            case V6_GROUPED -> "_v6_grouped";
        };
    }

    @Override
    public String family() {
        return "gemm";
    }

    @Override
    public List<KernelParameter> parameters() {
        final List<KernelParameter> parameters = new ArrayList<>();
        for (int p = 0; p < MAX_PRODUCTS; p++) {
            parameters.addAll(List.of(KernelParameter.in("a" + p), KernelParameter.in("b" + p), KernelParameter.in("bias" + p),
                    KernelParameter.in("residual" + p), KernelParameter.out("y" + p), KernelParameter.out("y16_" + p),
                    KernelParameter.s32("m" + p), KernelParameter.s32("n" + p), KernelParameter.s32("k" + p),
                    KernelParameter.s32("flags" + p)));
        }
        return parameters;
    }

    /** Those of a product that is not there are zeros: it has no tiles. */
    @Override
    public List<ScalarValue> scalars(Shape s) {
        final List<ScalarValue> scalars = new ArrayList<>();
        for (int p = 0; p < MAX_PRODUCTS; p++) {
            final TensorGemmKernel.Shape product = p < s.products().size() ? s.products().get(p) : null;
            scalars.add(ScalarValue.of(product == null ? 0 : product.m()));
            scalars.add(ScalarValue.of(product == null ? 0 : product.n()));
            scalars.add(ScalarValue.of(product == null ? 0 : product.k()));
            scalars.add(ScalarValue.of(product == null ? 0 : product.flags()));
        }
        return scalars;
    }

    @Override
    public List<Long> bufferBytes(Shape s) {
        final List<Long> bytes = new ArrayList<>();
        s.products().forEach(p -> bytes.addAll(p.bytes(Short.BYTES)));
        while (bytes.size() < BUFFERS * MAX_PRODUCTS) {
            bytes.add(0L);
        }
        return bytes;
    }

    @Override
    public LaunchGeometry geometry(Shape s) {
        return LaunchGeometry.of((int) s.products().stream().mapToLong(TensorGemmKernel.Shape::tiles).sum(), TensorGemmKernel.THREADS);
    }

    @Override
    public Cost cost(Shape s) {
        return new Cost(bufferBytes(s).stream().mapToLong(Long::longValue).sum(),
                s.products().stream().mapToLong(TensorGemmKernel.Shape::flops).sum());
    }

    @Override
    public ResourceBudget budget() {
        return switch (version) {
            case V6_GROUPED -> new ResourceBudget(112, TensorGemmKernel.RING);
        };
    }
}

package io.samcp.runtime.cuda;

import io.samcp.kernels.Precision;
import io.samcp.kernels.epilogue.EpilogueKernel;
import io.samcp.runtime.ConvolutionGeometry;
import io.samcp.runtime.DeviceBuffer;
import io.samcp.runtime.KernelWork;
import io.samcp.runtime.LibraryWork;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What products and convolutions have in common.
 *
 * @param signature sizes and options, the same for every operation that takes the same time
 * @param buffers all operands there are
 * @param epilogue bias, residual and ReLU as a kernel of ours; empty if there is none of them
 */
record LibraryOperands(String signature, List<DeviceBuffer> buffers, Optional<KernelWork<EpilogueKernel.Shape>> epilogue) {

    static LibraryOperands of(LibraryWork work) {
        return switch (work) {
            case LibraryWork.Gemm w ->
                new LibraryOperands(
                        "product " + w.m() + "x" + w.n() + "x" + w.k() + options(w.bias(), w.residual(), w.relu(), w.precision()),
                        present(w.a(), w.b(), w.bias(), w.residual(), w.y()),
                        epilogue(w.label(), (long) w.m() * w.n(), w.n(), w.bias(), w.residual(), w.relu(), w.y()));
            case LibraryWork.Convolution w -> {
                final ConvolutionGeometry g = w.geometry();
                yield new LibraryOperands(
                        "convolution " + g.height() + "x" + g.width() + "x" + g.inChannels() + " to " + g.outChannels() + " by "
                                + g.kernel()
                                + " stride " + g.stride() + " pad " + g.pad() + options(w.bias(), w.residual(), w.relu(), w.precision()),
                        present(w.x(), w.weight(), w.bias(), w.residual(), w.y()), epilogue(w.label(),
                                (long) g.outHeight() * g.outWidth() * g.outChannels(), g.outChannels(), w.bias(), w.residual(), w.relu(),
                                w.y()));
            }
        };
    }

    private static String options(DeviceBuffer bias, DeviceBuffer residual, boolean relu, Precision precision) {
        return (bias == null ? "" : " bias") + (residual == null ? "" : " residual") + (relu ? " relu" : "")
                + (precision == Precision.FP32 ? "" : " tf32");
    }

    private static List<DeviceBuffer> present(DeviceBuffer... buffers) {
        return Stream.of(buffers).filter(Objects::nonNull).toList();
    }

    private static Optional<KernelWork<EpilogueKernel.Shape>> epilogue(String label, long elements, int columns, DeviceBuffer bias,
            DeviceBuffer residual, boolean relu, DeviceBuffer y) {
        if (bias == null && residual == null && !relu) {
            return Optional.empty();
        }
        final EpilogueKernel.Shape shape = new EpilogueKernel.Shape(Math.toIntExact(elements), columns, bias != null, residual != null,
                relu);
        return Optional.of(new KernelWork<>(label, new EpilogueKernel(EpilogueKernel.BEST), shape,
                List.of(y, bias == null ? y : bias, residual == null ? y : residual)));
    }
}

package io.samcp.bench.kernels;

import io.samcp.kernels.Precision;
import io.samcp.kernels.roialign.MaskRoiAlign16Kernel;
import io.samcp.kernels.roialign.MaskRoiAlignKernel;
import io.samcp.kernels.roialign.MaskRoiAlignReference;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** MaskRoIAlign of an 800x1333 image, adaptive sampling, results in 16 bits. */
public class MaskRoiAlign16Benchmark extends KernelBenchmark {

    /** The rung. */
    @Param({"V3_OPERAND", "V4_SEPARABLE"})
    public String version;

    /** Of the results. */
    @Param({"BF16", "FP16"})
    public String precision;

    /** Patches of an image. */
    @Param({"150"})
    public int boxes;

    private List<float[]> maps;
    private float[] corners;
    private byte[] mask;
    private MaskRoiAlign16Kernel kernel;
    private MaskRoiAlign16Kernel.Shape shape;

    /** Prepares the launch. */
    @Setup
    public void open() {
        final List<MaskRoiAlignKernel.Level> levels = List.of(new MaskRoiAlignKernel.Level(200, 334),
                new MaskRoiAlignKernel.Level(100, 167), new MaskRoiAlignKernel.Level(50, 84), new MaskRoiAlignKernel.Level(25, 42));
        final int channels = 256;
        shape = new MaskRoiAlign16Kernel.Shape(
                new MaskRoiAlignKernel.Shape(boxes, channels, levels, 0, MaskRoiAlignKernel.Fill.ZERO, 0.25f, 56));
        kernel = new MaskRoiAlign16Kernel(MaskRoiAlign16Kernel.Version.valueOf(version), Precision.valueOf(precision));
        maps = levels.stream()
                .map(level -> BenchmarkInputs.floats(level.height() * level.width() * channels, level.height()))
                .toList();
        corners = BenchmarkInputs.boxes(boxes, 1333, 800, 2);
        mask = BenchmarkInputs.bits(49 * boxes, 3);
        launch(kernel, shape, maps.get(0), maps.get(1), maps.get(2), maps.get(3), corners, mask);
    }

    /** The scalar reference on one core. */
    @Benchmark
    public float[] reference() {
        return MaskRoiAlignReference.rounded(kernel, shape, maps, corners, mask);
    }
}

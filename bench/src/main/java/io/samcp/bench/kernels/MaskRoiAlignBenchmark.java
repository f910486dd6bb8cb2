package io.samcp.bench.kernels;

import io.samcp.kernels.roialign.MaskRoiAlignKernel;
import io.samcp.kernels.roialign.MaskRoiAlignReference;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** MaskRoIAlign of an 800x1333 image, adaptive sampling. */
public class MaskRoiAlignBenchmark extends KernelBenchmark {

    /** The rung. */
    @Param({"V1_BLOCK_PER_BIN", "V2_WARP_PER_BIN", "V4_SEPARABLE"})
    public String version;

    /** Patches of an image. */
    @Param({"16", "150"})
    public int boxes;

    /** Channels of the maps. */
    @Param({"256"})
    public int channels;

    private List<float[]> maps;
    private float[] corners;
    private byte[] mask;
    private MaskRoiAlignKernel.Shape shape;

    /** Prepares the launch. */
    @Setup
    public void open() {
        final List<MaskRoiAlignKernel.Level> levels = List.of(new MaskRoiAlignKernel.Level(200, 334),
                new MaskRoiAlignKernel.Level(100, 167), new MaskRoiAlignKernel.Level(50, 84), new MaskRoiAlignKernel.Level(25, 42));
        shape = new MaskRoiAlignKernel.Shape(boxes, channels, levels, 0, MaskRoiAlignKernel.Fill.ZERO, 0.25f, 56);
        maps = levels.stream()
                .map(level -> BenchmarkInputs.floats(level.height() * level.width() * channels, level.height()))
                .toList();
        corners = BenchmarkInputs.boxes(boxes, 1333, 800, 2);
        mask = BenchmarkInputs.bits(49 * boxes, 3);
        launch(new MaskRoiAlignKernel(MaskRoiAlignKernel.Version.valueOf(version)), shape, maps.get(0), maps.get(1), maps.get(2),
                maps.get(3), corners, mask);
    }

    /** The scalar reference on one core. */
    @Benchmark
    public float[] reference() {
        return MaskRoiAlignReference.plain(shape, maps, corners, mask);
    }
}

package io.samcp.bench.figures;

import io.samcp.bench.kernels.AffinityBenchmark;
import io.samcp.bench.kernels.AffinityStageBenchmark;
import io.samcp.bench.kernels.AttentionBenchmark;
import io.samcp.bench.kernels.ClusterChainBenchmark;
import io.samcp.bench.kernels.FeedForwardBenchmark;
import io.samcp.bench.kernels.FusedAffinityBenchmark;
import io.samcp.bench.kernels.GemmBenchmark;
import io.samcp.bench.kernels.KernelBenchmark;
import io.samcp.bench.kernels.LayerNormBenchmark;
import io.samcp.bench.kernels.MaskRoiAlign16Benchmark;
import io.samcp.bench.kernels.MaskRoiAlignBenchmark;
import io.samcp.bench.kernels.ProjectNormBenchmark;
import io.samcp.bench.kernels.TensorAttentionBenchmark;
import io.samcp.bench.kernels.TensorGemmBenchmark;
import io.samcp.kernels.Precision;
import java.util.List;
import java.util.function.Supplier;

/** Rungs that do the same work, at a size of the released model. */
enum Ladder {
    GEMM("gemm", "product of 203 x 256 with 256 x 256", Ladder::projections),
    POOLING("gemm-pooling", "product of 256 x 12544 with 12544 x 1024", Ladder::behindPooling),
    ATTENTION("attention", "attention of 203 queries over 203 keys, 8 heads of 32", Ladder::attention),
    AFFINITY("affinity", "affinity of 203 queries and 150 patches, with its stage", Ladder::affinity),
    ROIALIGN("roialign", "MaskRoIAlign of 150 patches, 256 channels", Ladder::roiAlign),
    FEED_FORWARD("feedforward", "feed-forward of 203 rows, 256-2048-256, with norm", Ladder::feedForward),
    LAYER("chain", "203 rows from one attention to the next", Ladder::layer);

    private final String file;
    private final String title;
    private final Supplier<List<CountedRung>> rungs;

    Ladder(String file, String title, Supplier<List<CountedRung>> rungs) {
        this.file = file;
        this.title = title;
        this.rungs = rungs;
    }

    /** Name of its files, without ending. */
    String file() {
        return file;
    }

    /** What all rungs do. */
    String title() {
        return title;
    }

    /** Counts all rungs, the first first. */
    List<CountedRung> count() {
        return rungs.get();
    }

    private static List<CountedRung> projections() {
        return List.of(CountedRung.of("f32 v1", gemm("V1_NAIVE")), CountedRung.of("f32 v2", gemm("V2_TILED")),
                CountedRung.of("tf32 v4", gemm("V4_PIPELINED", "TF32", "203x256x256")),
                CountedRung.of("bf16 v4", gemm("V4_PIPELINED", "BF16", "203x256x256")));
    }

    private static List<CountedRung> behindPooling() {
        final String size = "256x1024x12544";
        return List.of(CountedRung.of("tf32 v4", gemm("V4_PIPELINED", "TF32", size)),
                CountedRung.of("bf16 v4", gemm("V4_PIPELINED", "BF16", size)),
                CountedRung.of("bf16 v7, 4 parts", gemm("V7_WIDE", "BF16", size)));
    }

    private static KernelBenchmark gemm(String version) {
        final GemmBenchmark benchmark = new GemmBenchmark();
        benchmark.version = version;
        benchmark.n = 256;
        return prepared(benchmark, benchmark::open);
    }

    private static KernelBenchmark gemm(String version, String precision, String size) {
        final TensorGemmBenchmark benchmark = new TensorGemmBenchmark();
        benchmark.version = version;
        benchmark.precision = precision;
        benchmark.size = size;
        return prepared(benchmark, benchmark::open);
    }

    private static List<CountedRung> attention() {
        return List.of(CountedRung.of("f32 v1", attention("V1_WARP_PER_QUERY")), CountedRung.of("f32 v2", attention("V2_QUERY_TILE")),
                CountedRung.of("bf16 v3", tensorAttention("V3_FLASH")), CountedRung.of("bf16 v4", tensorAttention("V4_SPLIT_KEYS")));
    }

    private static KernelBenchmark attention(String version) {
        final AttentionBenchmark benchmark = new AttentionBenchmark();
        benchmark.version = version;
        benchmark.queries = 203;
        benchmark.keys = 203;
        return prepared(benchmark, benchmark::open);
    }

    private static KernelBenchmark tensorAttention(String version) {
        final TensorAttentionBenchmark benchmark = new TensorAttentionBenchmark();
        benchmark.version = version;
        benchmark.precision = "BF16";
        benchmark.queries = 203;
        benchmark.keys = 203;
        return prepared(benchmark, benchmark::open);
    }

    private static List<CountedRung> affinity() {
        final AffinityBenchmark logits = new AffinityBenchmark();
        logits.patches = 150;
        final AffinityStageBenchmark stage = new AffinityStageBenchmark();
        stage.patches = 150;
        return List.of(CountedRung.of("f32 v1 and its stage", prepared(logits, logits::open), prepared(stage, stage::open)),
                CountedRung.of("f32 v2", affinity(Precision.FP32)), CountedRung.of("tf32 v3", affinity(Precision.TF32)),
                CountedRung.of("bf16 v3", affinity(Precision.BF16)));
    }

    private static KernelBenchmark affinity(Precision precision) {
        final FusedAffinityBenchmark benchmark = new FusedAffinityBenchmark();
        benchmark.patches = 150;
        benchmark.precision = precision;
        return prepared(benchmark, benchmark::open);
    }

    private static List<CountedRung> roiAlign() {
        return List.of(CountedRung.of("f32 v1", roiAlign("V1_BLOCK_PER_BIN")), CountedRung.of("f32 v2", roiAlign("V2_WARP_PER_BIN")),
                CountedRung.of("f32 v4", roiAlign("V4_SEPARABLE")), CountedRung.of("bf16 v3", roiAlign16("V3_OPERAND")),
                CountedRung.of("bf16 v4", roiAlign16("V4_SEPARABLE")));
    }

    private static KernelBenchmark roiAlign(String version) {
        final MaskRoiAlignBenchmark benchmark = new MaskRoiAlignBenchmark();
        benchmark.version = version;
        benchmark.boxes = 150;
        benchmark.channels = 256;
        return prepared(benchmark, benchmark::open);
    }

    private static KernelBenchmark roiAlign16(String version) {
        final MaskRoiAlign16Benchmark benchmark = new MaskRoiAlign16Benchmark();
        benchmark.version = version;
        benchmark.precision = "BF16";
        benchmark.boxes = 150;
        return prepared(benchmark, benchmark::open);
    }

    private static List<CountedRung> feedForward() {
        final LayerNormBenchmark norm = new LayerNormBenchmark();
        norm.rows = 203;
        return List.of(CountedRung.of("bf16 products v4, v5 and norm", gemm("V4_PIPELINED", "BF16", "203x2048x256"),
                gemm("V5_SPLIT_K", "BF16", "203x256x2048"), prepared(norm, norm::open)),
                CountedRung.of("bf16 chain v1", twoLayers()));
    }

    private static KernelBenchmark twoLayers() {
        final FeedForwardBenchmark benchmark = new FeedForwardBenchmark();
        benchmark.version = "V1_SPLIT_HIDDEN";
        benchmark.precision = "BF16";
        benchmark.slice = 256;
        benchmark.rows = 203;
        return prepared(benchmark, benchmark::open);
    }

    private static List<CountedRung> layer() {
        final ProjectNormBenchmark projection = new ProjectNormBenchmark();
        projection.version = "V2_ASYNC";
        projection.precision = "BF16";
        projection.rows = 203;
        final ClusterChainBenchmark chain = new ClusterChainBenchmark();
        chain.version = "V1_CLUSTER";
        chain.precision = "BF16";
        chain.rows = 203;
        return List.of(CountedRung.of("projection, feed-forward, two products", prepared(projection, projection::open),
                twoLayers(), gemm("V4_PIPELINED", "BF16", "203x512x256"), gemm("V4_PIPELINED", "BF16", "203x256x256")),
                CountedRung.of("bf16 chain on clusters", prepared(chain, chain::open)));
    }

    private static KernelBenchmark prepared(KernelBenchmark benchmark, Runnable open) {
        benchmark.device = "cpu";
        open.run();
        return benchmark;
    }
}

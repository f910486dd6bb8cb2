package io.samcp.test.kernels;

import io.samcp.kernels.classlogits.ClassLogitsKernel;
import io.samcp.kernels.gemm.GemmKernel;
import io.samcp.kernels.gemm.GemmReference;
import io.samcp.kernels.l2norm.RowL2NormKernel;
import io.samcp.runtime.EngineOptions;
import io.samcp.test.golden.GoldenFile;
import java.util.Arrays;

/**
 * The golden classifier up to its logits.
 *
 * @param shape of the logits
 * @param f query features before the norm
 * @param w projected text rows
 * @param bias of each class
 * @param scale what logits are divided by
 * @param logits PyTorch's
 */
record ClassifierGolden(ClassLogitsKernel.Shape shape, float[] f, float[] w, float[] bias, float scale, double[] logits) {

    static ClassifierGolden read() {
        final GoldenFile golden = GoldenFile.open("kernels/text_classifier.safetensors");
        final int classes = golden.shape("logits")[1];
        final int textWidth = golden.shape("text")[1];
        final int queries = golden.shape("hidden")[0];
        final int depth = golden.shape("hidden")[1];
        final float[] text = Arrays.copyOf(golden.floats("text"), classes * textWidth);
        return new ClassifierGolden(new ClassLogitsKernel.Shape(queries, classes, depth),
                linear(golden.floats("hidden"), depth, golden.floats("cls_branches.0.weight"), golden.floats("cls_branches.0.bias")),
                linear(unit(classes, textWidth, 0.1f, text), textWidth, golden.floats("text_porj.weight"), golden.floats("text_porj.bias")),
                linear(unit(classes, textWidth, 1, text), textWidth, golden.floats("bias_lang"), golden.floats("bias0")),
                (float) Math.exp(golden.floats("logit_scale")[0]), KernelInputs.doubles(golden.floats("logits")));
    }

    /** Rows of unit length, over a divisor. */
    static float[] unit(int rows, int columns, float divisor, float[] x) {
        return KernelHarness.launch(EngineOptions.deterministic(), new RowL2NormKernel(RowL2NormKernel.BEST),
                new RowL2NormKernel.Shape(rows, columns, divisor), x).floats("y");
    }

    /** Rows of x times rows of the weight, plus bias; as many results per row as the bias has values. */
    private static float[] linear(float[] x, int depth, float[] weight, float[] bias) {
        return GemmReference.plain(new GemmKernel.Shape(x.length / depth, bias.length, depth, true, false, false), x, weight, bias, null);
    }
}

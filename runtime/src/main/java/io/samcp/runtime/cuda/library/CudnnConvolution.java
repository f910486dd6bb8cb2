package io.samcp.runtime.cuda.library;

import io.samcp.kernels.Precision;
import io.samcp.runtime.ConvolutionGeometry;
import io.samcp.runtime.LibraryWork;
import jcuda.Pointer;
import jcuda.driver.CUdeviceptr;
import jcuda.driver.CUstream;
import jcuda.jcudnn.JCudnn;
import jcuda.jcudnn.cudnnActivationDescriptor;
import jcuda.jcudnn.cudnnActivationMode;
import jcuda.jcudnn.cudnnConvolutionDescriptor;
import jcuda.jcudnn.cudnnConvolutionFwdAlgo;
import jcuda.jcudnn.cudnnConvolutionFwdAlgoPerf;
import jcuda.jcudnn.cudnnConvolutionMode;
import jcuda.jcudnn.cudnnDataType;
import jcuda.jcudnn.cudnnDeterminism;
import jcuda.jcudnn.cudnnFilterDescriptor;
import jcuda.jcudnn.cudnnHandle;
import jcuda.jcudnn.cudnnMathType;
import jcuda.jcudnn.cudnnNanPropagation;
import jcuda.jcudnn.cudnnStatus;
import jcuda.jcudnn.cudnnTensorDescriptor;
import jcuda.jcudnn.cudnnTensorFormat;

/**
 * One convolution with its descriptors. With a bias it runs fused with bias, residual and ReLU; without, the sums alone, because the fused
 * function insists on a bias.
 */
final class CudnnConvolution implements LibraryCall {

    private static final int FORMAT = cudnnTensorFormat.CUDNN_TENSOR_NHWC;
    private static final int FLOAT = cudnnDataType.CUDNN_DATA_FLOAT;
    private static final Pointer ONE = Pointer.to(new float[]{1});
    private static final Pointer ZERO = Pointer.to(new float[]{0});
    private static final long MOST_WORKSPACE_BYTES = 256L << 20;

    private final CudnnConvolutions owner;
    private final LibraryWork.Convolution work;
    private final boolean fused;
    private final CUdeviceptr x;
    private final CUdeviceptr weight;
    private final CUdeviceptr y;
    private final CUdeviceptr bias;
    private final CUdeviceptr residual;

    private final cudnnTensorDescriptor xShape = new cudnnTensorDescriptor();
    private final cudnnTensorDescriptor yShape = new cudnnTensorDescriptor();
    private final cudnnTensorDescriptor biasShape = new cudnnTensorDescriptor();
    private final cudnnFilterDescriptor weightShape = new cudnnFilterDescriptor();
    private final cudnnConvolutionDescriptor convolution = new cudnnConvolutionDescriptor();
    private final cudnnActivationDescriptor activation = new cudnnActivationDescriptor();
    private int algorithm;
    private long workspaceBytes;

    CudnnConvolution(CudnnConvolutions owner, LibraryWork.Convolution work) {
        this.owner = owner;
        this.work = work;
        fused = work.bias() != null;
        x = DevicePointer.of(work.x());
        weight = DevicePointer.of(work.weight());
        y = DevicePointer.of(work.y());
        bias = fused ? DevicePointer.of(work.bias()) : null;
        residual = work.residual() == null ? y : DevicePointer.of(work.residual());
        describe();
    }

    private void describe() {
        final ConvolutionGeometry g = work.geometry();
        JCudnn.cudnnCreateTensorDescriptor(xShape);
        JCudnn.cudnnSetTensor4dDescriptor(xShape, FORMAT, FLOAT, 1, g.inChannels(), g.height(), g.width());
        JCudnn.cudnnCreateTensorDescriptor(yShape);
        JCudnn.cudnnSetTensor4dDescriptor(yShape, FORMAT, FLOAT, 1, g.outChannels(), g.outHeight(), g.outWidth());
        JCudnn.cudnnCreateTensorDescriptor(biasShape);
        JCudnn.cudnnSetTensor4dDescriptor(biasShape, FORMAT, FLOAT, 1, g.outChannels(), 1, 1);
        JCudnn.cudnnCreateFilterDescriptor(weightShape);
        JCudnn.cudnnSetFilter4dDescriptor(weightShape, FLOAT, FORMAT, g.outChannels(), g.inChannels(), g.kernel(), g.kernel());
        JCudnn.cudnnCreateConvolutionDescriptor(convolution);
        JCudnn.cudnnSetConvolution2dDescriptor(convolution, g.pad(), g.pad(), g.stride(), g.stride(), 1, 1,
                cudnnConvolutionMode.CUDNN_CROSS_CORRELATION, FLOAT);
        JCudnn.cudnnSetConvolutionMathType(convolution,
                work.precision() == Precision.FP32 ? cudnnMathType.CUDNN_FMA_MATH : cudnnMathType.CUDNN_TENSOR_OP_MATH);
        JCudnn.cudnnCreateActivationDescriptor(activation);
        JCudnn.cudnnSetActivationDescriptor(activation,
                work.relu() ? cudnnActivationMode.CUDNN_ACTIVATION_RELU : cudnnActivationMode.CUDNN_ACTIVATION_IDENTITY,
                cudnnNanPropagation.CUDNN_PROPAGATE_NAN, 0);
    }

    /** Takes the library's first choice among the algorithms that give the same bits on every run; false if there is none. */
    boolean chooseAlgorithm(cudnnHandle handle) {
        final cudnnConvolutionFwdAlgoPerf[] found = new cudnnConvolutionFwdAlgoPerf[cudnnConvolutionFwdAlgo.CUDNN_CONVOLUTION_FWD_ALGO_COUNT];
        final int[] count = new int[1];
        JCudnn.cudnnGetConvolutionForwardAlgorithm_v7(handle, xShape, weightShape, convolution, yShape, found.length, count, found);
        for (int i = 0; i < count[0]; i++) {
            if (isUsable(found[i])) {
                algorithm = found[i].algo;
                workspaceBytes = found[i].memory;
                return true;
            }
        }
        return false;
    }

    private boolean isUsable(cudnnConvolutionFwdAlgoPerf candidate) {
        // fused without ReLU works with this algorithm alone
        final boolean anyAlgorithm = !fused || work.relu();
        return candidate.status == cudnnStatus.CUDNN_STATUS_SUCCESS && candidate.determinism == cudnnDeterminism.CUDNN_DETERMINISTIC
                && candidate.memory <= MOST_WORKSPACE_BYTES
                && (anyAlgorithm || candidate.algo == cudnnConvolutionFwdAlgo.CUDNN_CONVOLUTION_FWD_ALGO_IMPLICIT_PRECOMP_GEMM);
    }

    int run(cudnnHandle handle, Pointer workspace) {
        if (!fused) {
            return JCudnn.cudnnConvolutionForward(handle, ONE, xShape, x, weightShape, weight, convolution, algorithm, workspace,
                    workspaceBytes, ZERO, yShape, y);
        }
        return JCudnn.cudnnConvolutionBiasActivationForward(handle, ONE, xShape, x, weightShape, weight, convolution, algorithm, workspace,
                workspaceBytes, work.residual() == null ? ZERO : ONE, yShape, residual, biasShape, bias, activation, yShape, y);
    }

    @Override
    public String function() {
        return fused ? "cudnnConvolutionBiasActivationForward" : "cudnnConvolutionForward";
    }

    @Override
    public boolean leavesEpilogue() {
        return !fused;
    }

    @Override
    public long workspaceBytes() {
        return workspaceBytes;
    }

    @Override
    public int queue(CUstream stream, Pointer workspace) {
        return owner.run(this, stream, workspace);
    }

    @Override
    public void close() {
        JCudnn.cudnnDestroyActivationDescriptor(activation);
        JCudnn.cudnnDestroyConvolutionDescriptor(convolution);
        JCudnn.cudnnDestroyFilterDescriptor(weightShape);
        JCudnn.cudnnDestroyTensorDescriptor(biasShape);
        JCudnn.cudnnDestroyTensorDescriptor(yShape);
        JCudnn.cudnnDestroyTensorDescriptor(xShape);
    }
}

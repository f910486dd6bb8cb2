// libcudnn.so.9 of the stand-in: one convolution forward, plain or with bias, residual and ReLU; channels last, fp32.
#include "library.h"
#include <math.h>

enum { OK = 0, BAD_PARAM = 2000, NOT_SUPPORTED = 3000, EXECUTION_FAILED = 5000 };
enum { NHWC = 1, FLOAT = 0, FMA_MATH = 3, TENSOR_OP_MATH = 1, CROSS_CORRELATION = 1, RELU = 1, IDENTITY = 5 };
enum { IMPLICIT_GEMM = 0, IMPLICIT_PRECOMP_GEMM = 1 };
enum { WORKSPACE = 4096, NON_DETERMINISTIC = 0, DETERMINISTIC = 1 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static long live_objects, calls, refuse_call;

// All descriptors are one kind of object: a few numbers.
struct descriptor {
    int n, c, h, w, pad, stride, math, mode;
};

struct perf {
    int algorithm, status;
    float time;
    size_t memory;
    int determinism, math, reserved[3];
};

struct convolution {
    struct job job;
    struct descriptor x, w, y, how;
    const float *input, *weight, *residual, *bias;
    float residual_factor, *output;
    int relu;
};

static void *create(size_t bytes) {
    pthread_mutex_lock(&lock);
    live_objects++;
    pthread_mutex_unlock(&lock);
    return calloc(1, bytes);
}

static int destroy(void *object) {
    if (!object) {
        return BAD_PARAM;
    }
    free(object);
    pthread_mutex_lock(&lock);
    live_objects--;
    pthread_mutex_unlock(&lock);
    return OK;
}

EXPORT size_t cudnnGetVersion(void) { return 90501; }

EXPORT int cudnnCreate(struct handle **handle) {
    *handle = create(sizeof **handle);
    return OK;
}

EXPORT int cudnnDestroy(struct handle *handle) {
    if (handle) {
        free_jobs(handle);
    }
    return destroy(handle);
}

EXPORT int cudnnSetStream(struct handle *handle, struct stream *stream) {
    handle->stream = stream;
    return OK;
}

#define LIFE(kind) \
    EXPORT int cudnnCreate##kind##Descriptor(struct descriptor **descriptor) { \
        *descriptor = create(sizeof **descriptor); \
        return OK; \
    } \
    EXPORT int cudnnDestroy##kind##Descriptor(struct descriptor *descriptor) { return destroy(descriptor); }

LIFE(Tensor)
LIFE(Filter)
LIFE(Convolution)
LIFE(Activation)

static int set_shape(struct descriptor *d, int format, int type, int n, int c, int h, int w) {
    if (format != NHWC || type != FLOAT || n < 1 || c < 1 || h < 1 || w < 1) {
        return BAD_PARAM;
    }
    d->n = n, d->c = c, d->h = h, d->w = w;
    return OK;
}

EXPORT int cudnnSetTensor4dDescriptor(struct descriptor *d, int format, int type, int n, int c, int h, int w) {
    return set_shape(d, format, type, n, c, h, w);
}

EXPORT int cudnnSetFilter4dDescriptor(struct descriptor *d, int type, int format, int k, int c, int h, int w) {
    return set_shape(d, format, type, k, c, h, w);
}

EXPORT int cudnnSetConvolution2dDescriptor(struct descriptor *d, int pad_h, int pad_w, int stride_h, int stride_w, int dilation_h,
        int dilation_w, int mode, int type) {
    if (pad_h != pad_w || stride_h != stride_w || dilation_h != 1 || dilation_w != 1 || mode != CROSS_CORRELATION || type != FLOAT) {
        return BAD_PARAM;
    }
    d->pad = pad_h, d->stride = stride_h;
    return OK;
}

EXPORT int cudnnSetConvolutionMathType(struct descriptor *d, int math) {
    d->math = math;
    return OK;
}

EXPORT int cudnnSetActivationDescriptor(struct descriptor *d, int mode, int nan, double coefficient) {
    (void) nan, (void) coefficient;
    d->mode = mode;
    return OK;
}

static int matches(const struct descriptor *x, const struct descriptor *w, const struct descriptor *how, const struct descriptor *y) {
    return x->n == 1 && y->n == 1 && x->c == w->c && y->c == w->n && y->h == (x->h + 2 * how->pad - w->h) / how->stride + 1
            && y->w == (x->w + 2 * how->pad - w->w) / how->stride + 1;
}

// The quickest one gives other bits every time, as atomics do, and the last one needs more memory than there is.
EXPORT int cudnnGetConvolutionForwardAlgorithm_v7(struct handle *handle, const struct descriptor *x, const struct descriptor *w,
        const struct descriptor *how, const struct descriptor *y, int most, int *count, struct perf *found) {
    if (!handle || most < 3 || !matches(x, w, how, y) || (how->math != FMA_MATH && how->math != TENSOR_OP_MATH)) {
        return BAD_PARAM;
    }
    found[0] = (struct perf) {.algorithm = IMPLICIT_GEMM, .determinism = NON_DETERMINISTIC, .math = FMA_MATH};
    found[1] = (struct perf) {.algorithm = IMPLICIT_PRECOMP_GEMM, .memory = WORKSPACE, .determinism = DETERMINISTIC, .math = FMA_MATH};
    found[2] = (struct perf) {.algorithm = IMPLICIT_GEMM, .memory = (size_t) 1 << 40, .determinism = DETERMINISTIC, .math = FMA_MATH};
    *count = 3;
    return OK;
}

static double sum_at(const struct convolution *c, int row, int column, int channel) {
    double sum = 0;
    const int side = c->w.h, depth = c->x.c;
    for (int dy = 0; dy < side; dy++) {
        const int y = row * c->how.stride - c->how.pad + dy;
        if (y < 0 || y >= c->x.h) {
            continue;
        }
        for (int dx = 0; dx < c->w.w; dx++) {
            const int x = column * c->how.stride - c->how.pad + dx;
            if (x < 0 || x >= c->x.w) {
                continue;
            }
            const float *in = c->input + ((size_t) y * c->x.w + x) * depth;
            const float *weight = c->weight + (((size_t) channel * side + dy) * c->w.w + dx) * depth;
            for (int i = 0; i < depth; i++) {
                sum += (double) in[i] * weight[i];
            }
        }
    }
    return sum;
}

static void run(void *data) {
    struct convolution *c = data;
    claim(&c->job);
    for (int row = 0; row < c->y.h; row++) {
        for (int column = 0; column < c->y.w; column++) {
            for (int channel = 0; channel < c->y.c; channel++) {
                const size_t at = ((size_t) row * c->y.w + column) * c->y.c + channel;
                double value = sum_at(c, row, column, channel) + (c->bias ? c->bias[channel] : 0);
                if (c->residual_factor != 0) {
                    value += (double) c->residual_factor * c->residual[at];
                }
                c->output[at] = (float) (c->relu && value < 0 ? 0 : value);
            }
        }
    }
    if (is_spoilt(&c->job)) {
        c->output[0] = NAN;
    }
}

static int queue(struct handle *handle, int algorithm, void *workspace, size_t bytes, struct convolution from) {
    pthread_mutex_lock(&lock);
    calls++;
    const int refused = refuse_call > 0 && --refuse_call == 0;
    pthread_mutex_unlock(&lock);
    if (refused) {
        return NOT_SUPPORTED;
    }
    if (!handle || algorithm != IMPLICIT_PRECOMP_GEMM || bytes < WORKSPACE || !workspace || !from.input || !from.weight || !from.output
            || !matches(&from.x, &from.w, &from.how, &from.y)) {
        return BAD_PARAM;
    }
    struct convolution *c = malloc(sizeof *c);
    *c = from;
    c->job = (struct job) {.workspace = workspace};
    return queue_job(handle, &c->job, run) ? EXECUTION_FAILED : OK;
}

EXPORT int cudnnConvolutionForward(struct handle *handle, const float *alpha, const struct descriptor *x, const void *input,
        const struct descriptor *w, const void *weight, const struct descriptor *how, int algorithm, void *workspace, size_t bytes,
        const float *beta, const struct descriptor *y, void *output) {
    if (*alpha != 1 || *beta != 0) {
        return NOT_SUPPORTED;
    }
    return queue(handle, algorithm, workspace, bytes,
            (struct convolution) {.x = *x, .w = *w, .y = *y, .how = *how, .input = input, .weight = weight, .output = output});
}

EXPORT int cudnnConvolutionBiasActivationForward(struct handle *handle, const float *alpha, const struct descriptor *x, const void *input,
        const struct descriptor *w, const void *weight, const struct descriptor *how, int algorithm, void *workspace, size_t bytes,
        const float *residual_factor, const struct descriptor *z, const void *residual, const struct descriptor *bias_shape,
        const void *bias, const struct descriptor *activation, const struct descriptor *y, void *output) {
    if (*alpha != 1 || (activation->mode != RELU && activation->mode != IDENTITY)) {
        return NOT_SUPPORTED;
    }
    if (!bias || !residual || bias_shape->c != y->c || z->c != y->c || z->h != y->h || z->w != y->w) {
        return BAD_PARAM;
    }
    return queue(handle, algorithm, workspace, bytes,
            (struct convolution) {.x = *x, .w = *w, .y = *y, .how = *how, .input = input, .weight = weight, .residual = residual,
                .bias = bias, .residual_factor = *residual_factor, .output = output, .relu = activation->mode == RELU});
}

EXPORT long samcp_standin_cudnn_live(void) { return live_objects; }
EXPORT long samcp_standin_cudnn_calls(void) { return calls; }
EXPORT void samcp_standin_cudnn_refuse(long k) { refuse_call = k; }

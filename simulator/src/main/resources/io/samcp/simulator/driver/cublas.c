// libcublas.so.12 of the stand-in: one product, in fp32; for tf32 it does not round, as its operands must be exact in it already.
#include "library.h"
#include <math.h>

enum { OK = 0, NOT_INITIALIZED = 1, INVALID_VALUE = 7, EXECUTION_FAILED = 13, NOT_SUPPORTED = 15 };
enum { R_32F = 0, COMPUTE_32F = 68, COMPUTE_32F_FAST_TF32 = 77, OP_N = 0, OP_T = 1 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static long live_handles, calls, refuse_call;

struct product {
    struct job job;
    int m, n, k, lda, ldb, ldc;
    float alpha, beta;
    const float *a, *b;
    float *c;
};

EXPORT int cublasCreate_v2(struct handle **handle) {
    *handle = calloc(1, sizeof **handle);
    pthread_mutex_lock(&lock);
    live_handles++;
    pthread_mutex_unlock(&lock);
    return OK;
}

EXPORT int cublasDestroy_v2(struct handle *handle) {
    if (!handle) {
        return NOT_INITIALIZED;
    }
    free_jobs(handle);
    free(handle);
    pthread_mutex_lock(&lock);
    live_handles--;
    pthread_mutex_unlock(&lock);
    return OK;
}

EXPORT int cublasGetVersion_v2(struct handle *handle, int *version) {
    *version = 120604;
    return handle ? OK : NOT_INITIALIZED;
}

// As the real one, this takes the workspace away.
EXPORT int cublasSetStream_v2(struct handle *handle, struct stream *stream) {
    if (!handle) {
        return NOT_INITIALIZED;
    }
    handle->stream = stream;
    handle->workspace = NULL;
    handle->workspace_bytes = 0;
    return OK;
}

EXPORT int cublasSetWorkspace_v2(struct handle *handle, void *workspace, size_t bytes) {
    if (!handle) {
        return NOT_INITIALIZED;
    }
    if ((uintptr_t) workspace % 256 || (bytes && !workspace)) {
        return INVALID_VALUE;
    }
    handle->workspace = workspace;
    handle->workspace_bytes = bytes;
    return OK;
}

static void run(void *data) {
    struct product *p = data;
    claim(&p->job);
    for (int column = 0; column < p->n; column++) {
        for (int row = 0; row < p->m; row++) {
            double sum = 0;
            for (int i = 0; i < p->k; i++) {
                sum += (double) p->a[(size_t) row * p->lda + i] * p->b[(size_t) column * p->ldb + i];
            }
            float *c = &p->c[(size_t) column * p->ldc + row];
            *c = (float) (p->alpha * sum + (p->beta == 0 ? 0 : (double) p->beta * *c));
        }
    }
    if (is_spoilt(&p->job)) {
        p->c[0] = NAN;
    }
}

EXPORT int cublasGemmEx(struct handle *handle, int transa, int transb, int m, int n, int k, const float *alpha, const void *a, int a_type,
        int lda, const void *b, int b_type, int ldb, const float *beta, void *c, int c_type, int ldc, int compute, int algorithm) {
    (void) algorithm;
    if (!handle) {
        return NOT_INITIALIZED;
    }
    pthread_mutex_lock(&lock);
    calls++;
    const int refused = refuse_call > 0 && --refuse_call == 0;
    pthread_mutex_unlock(&lock);
    if (refused || transa != OP_T || transb != OP_N || a_type != R_32F || b_type != R_32F || c_type != R_32F || (compute != COMPUTE_32F && compute != COMPUTE_32F_FAST_TF32)) {
        return NOT_SUPPORTED;
    }
    if (m < 1 || n < 1 || k < 1 || lda < k || ldb < k || ldc < m || !a || !b || !c || !handle->workspace) {
        return INVALID_VALUE;
    }
    struct product *p = malloc(sizeof *p);
    *p = (struct product) {.job.workspace = handle->workspace, .m = m, .n = n, .k = k, .lda = lda, .ldb = ldb, .ldc = ldc, .alpha = *alpha,
        .beta = *beta, .a = a, .b = b, .c = c};
    return queue_job(handle, &p->job, run) ? EXECUTION_FAILED : OK;
}

EXPORT long samcp_standin_cublas_live(void) { return live_handles; }
EXPORT long samcp_standin_cublas_calls(void) { return calls; }
EXPORT void samcp_standin_cublas_refuse(long k) { refuse_call = k; }

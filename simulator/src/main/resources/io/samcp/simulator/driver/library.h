// What the stand-in libraries share: they queue their work as host functions, through the driver's public interface, so that it runs in
// streams and in captured graphs. Sums are computed in double.
#ifndef SAMCP_LIBRARY_H
#define SAMCP_LIBRARY_H

#include <pthread.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#define EXPORT __attribute__((visibility("default")))

struct stream;
int cuLaunchHostFunc(struct stream *stream, void (*host)(void *), void *data);

// The beginning of every job; all of a handle's jobs live as long as the handle, because graphs run them again.
struct job {
    struct job *next;
    uint64_t *workspace;
};

struct handle {
    struct stream *stream;
    uint64_t *workspace;
    size_t workspace_bytes;
    struct job *jobs;
};

// Two jobs that use one workspace at a time spoil each other, as on a device: each marks it, and finds its mark at the end.
static inline void claim(struct job *job) {
    if (job->workspace) {
        *job->workspace = (uintptr_t) job;
    }
}

static inline int is_spoilt(const struct job *job) { return job->workspace && *job->workspace != (uintptr_t) job; }

static inline int queue_job(struct handle *handle, struct job *job, void (*run)(void *)) {
    job->next = handle->jobs;
    handle->jobs = job;
    return cuLaunchHostFunc(handle->stream, run, job);
}

static inline void free_jobs(struct handle *handle) {
    while (handle->jobs) {
        struct job *job = handle->jobs;
        handle->jobs = job->next;
        free(job);
    }
}

#endif

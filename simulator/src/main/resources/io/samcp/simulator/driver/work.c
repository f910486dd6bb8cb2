// What streams and graphs carry out.
#include "standin.h"
#include <stdlib.h>
#include <string.h>

#define MOST_PARAMETER_BYTES 4096

// A launch whose blocks run together reaches memory through tables: everything that is allocated now.
static long prepare_together(struct function *function, const int *geometry, const void *parameters) {
    int count = 0;
    for (struct allocation *a = allocations; a; a = a->next) {
        count++;
    }
    uint64_t *ranges = malloc(2 * sizeof *ranges * (size_t) count);
    if (!ranges) {
        return -OUT_OF_MEMORY;
    }
    int i = 0;
    for (struct allocation *a = allocations; a; a = a->next) {
        ranges[i++] = a->base;
        ranges[i++] = a->bytes;
    }
    const long launch = engine.prepare(function->engine_function, geometry, parameters, function->parameter_bytes, ranges, count);
    free(ranges);
    return launch;
}

int kernel_work(struct work *work, struct function *function, const int *geometry, void **parameters, void **extra) {
    if (!is_function(function)) {
        return INVALID_HANDLE;
    }
    const int threads = engine.attribute(function->engine_function, 1);
    if (extra || function->parameter_bytes > MOST_PARAMETER_BYTES) {
        return NOT_SUPPORTED;
    }
    const long block = (long) geometry[3] * geometry[4] * geometry[5];
    if (geometry[0] < 1 || geometry[1] < 1 || geometry[2] < 1 || geometry[1] > 65535 || geometry[2] > 65535 || block < 1 || block > 1024
            || geometry[5] > 64 || block > threads || geometry[6] < 0 || geometry[6] > function->dynamic_limit) {
        return INVALID_VALUE;
    }
    if (function->parameters && !parameters) {
        return INVALID_VALUE;
    }
    unsigned char block_of_parameters[MOST_PARAMETER_BYTES] = {0};
    uint64_t ranges[128];
    *work = (struct work){.kind = KERNEL};
    for (int i = 0; i < function->parameters; i++) {
        memcpy(block_of_parameters + function->offsets[i], parameters[i], (size_t) function->sizes[i]);
        if (function->sizes[i] == 8) {
            uint64_t value;
            memcpy(&value, parameters[i], sizeof value);
            struct allocation *a = find_allocation(value, 1);
            if (a && work->ranges < 64) {
                ranges[2 * work->ranges] = a->base;
                ranges[2 * work->ranges + 1] = a->bytes;
                work->range_ids[work->ranges++] = a->id;
            }
        }
    }
    work->launch = geometry[7] ? prepare_together(function, geometry, block_of_parameters)
            : engine.prepare(function->engine_function, geometry, block_of_parameters, function->parameter_bytes, ranges, work->ranges);
    return work->launch < 0 ? (int) -work->launch : SUCCESS;
}

void release_work(struct work *work) {
    switch (work->kind) {
        case KERNEL: engine.release(work->launch); break;
        case COPY: free(work->staged); break;
        case RECORD:
        case AWAIT: let_go_of_event(work->event); break;
        case GRAPH: let_go_of_exec(work->exec); break;
        default: break;
    }
}

static int alive(long id) { return id < 0 || allocation_by_id(id); }

static int kernel(struct work *work) {
    enter();
    int result = kernel_refused();
    for (int i = 0; i < work->ranges && !result; i++) {
        result = alive(work->range_ids[i]) ? 0 : ILLEGAL_ADDRESS;
    }
    leave(0);
    return result ? result : engine.run(work->launch);
}

static int memory_gone(struct work *work) {
    enter();
    const int gone = !alive(work->target_id) || !alive(work->source_id);
    return leave(gone);
}

static void fill(struct work *work) {
    if (work->pattern_bytes == 1) {
        memset(work->target, (int) work->pattern, work->bytes);
        return;
    }
    for (size_t i = 0; i < work->bytes / 4; i++) {
        ((unsigned *) work->target)[i] = work->pattern;
    }
}

int perform(struct work *work) {
    switch (work->kind) {
        case KERNEL: return kernel(work);
        case COPY:
            if (memory_gone(work)) {
                return ILLEGAL_ADDRESS;
            }
            memmove(work->target, work->source, work->bytes);
            return SUCCESS;
        case FILL:
            if (memory_gone(work)) {
                return ILLEGAL_ADDRESS;
            }
            fill(work);
            return SUCCESS;
        case FREE:
            enter();
            struct allocation *a = allocation_by_id(work->target_id);
            if (a) {
                drop_allocation(a);
            }
            return leave(SUCCESS);
        case GRAPH: return run_graph(work->exec);
        case HOST: work->host(work->host_data); return SUCCESS;
        default: return SUCCESS;
    }
}

// Device memory, pinned and registered host memory, copies and fills.
#include "standin.h"
#include <stdlib.h>
#include <string.h>

#define ALIGNMENT 512
#define POISON 0xFF
struct allocation *allocations;
static long last_id;

struct allocation *find_allocation(uintptr_t address, size_t bytes) {
    for (struct allocation *a = allocations; a; a = a->next) {
        if (address >= a->base && bytes <= a->bytes && address - a->base <= a->bytes - bytes) {
            return a;
        }
    }
    return NULL;
}

struct allocation *allocation_by_id(long id) {
    for (struct allocation *a = allocations; a; a = a->next) {
        if (a->id == id) {
            return a;
        }
    }
    return NULL;
}

static struct allocation *starting_at(uintptr_t base, enum memory_kind kind) {
    struct allocation *a = find_allocation(base, 0);
    return a && a->base == base && a->kind == kind ? a : NULL;
}

static void keep(void *base, size_t bytes, enum memory_kind kind, struct context *context) {
    struct allocation *a = malloc(sizeof *a);
    *a = (struct allocation){(uintptr_t) base, bytes, ++last_id, kind, context, allocations};
    allocations = a;
}

void drop_allocation(struct allocation *allocation) {
    for (struct allocation **at = &allocations; *at; at = &(*at)->next) {
        if (*at == allocation) {
            *at = allocation->next;
            if (allocation->kind != REGISTERED) {
                free((void *) allocation->base);
            }
            free(allocation);
            return;
        }
    }
}

static uint64_t used(void) {
    uint64_t sum = 0;
    for (struct allocation *a = allocations; a; a = a->next) {
        sum += a->kind == ON_DEVICE ? a->bytes : 0;
    }
    return sum;
}

static int allocate(void **out, size_t bytes, enum memory_kind kind, struct context *context) {
    if (!bytes) {
        return INVALID_VALUE;
    }
    if (allocation_refused() || (kind == ON_DEVICE && bytes > device_memory - used())) {
        return OUT_OF_MEMORY;
    }
    void *base;
    if (posix_memalign(&base, ALIGNMENT, bytes)) {
        return OUT_OF_MEMORY;
    }
    memset(base, POISON, bytes);
    keep(base, bytes, kind, context);
    *out = base;
    return SUCCESS;
}

EXPORT int cuMemGetInfo_v2(size_t *free_bytes, size_t *total) {
    CONTEXT_CALL("cuMemGetInfo")
    *free_bytes = device_memory - used();
    *total = device_memory;
    return leave(SUCCESS);
}

EXPORT int cuMemAlloc_v2(void **pointer, size_t bytes) {
    CONTEXT_CALL("cuMemAlloc")
    const int unsafe = unsafe_call();
    return leave(unsafe ? unsafe : allocate(pointer, bytes, ON_DEVICE, context));
}

EXPORT int cuMemFree_v2(void *pointer) {
    CONTEXT_CALL("cuMemFree")
    if (!pointer) {
        return leave(SUCCESS);
    }
    const int unsafe = unsafe_call();
    if (unsafe) {
        return leave(unsafe);
    }
    if (!starting_at((uintptr_t) pointer, ON_DEVICE)) {
        return leave(INVALID_VALUE);
    }
    drain_all(context);
    struct allocation *a = starting_at((uintptr_t) pointer, ON_DEVICE);
    if (a) {
        drop_allocation(a);
    }
    return leave(context->sticky);
}

EXPORT int cuMemAllocAsync(void **pointer, size_t bytes, struct stream *stream) {
    CONTEXT_CALL("cuMemAllocAsync")
    if (!is_stream(stream)) {
        return leave(INVALID_HANDLE);
    }
    if (stream->capture) {
        stream->capture->invalid = 1;
        return leave(NOT_SUPPORTED); // memory nodes
    }
    return leave(allocate(pointer, bytes, ON_DEVICE, context));
}

EXPORT int cuMemFreeAsync(void *pointer, struct stream *stream) {
    CONTEXT_CALL("cuMemFreeAsync")
    struct allocation *a = starting_at((uintptr_t) pointer, ON_DEVICE);
    if (!is_stream(stream)) {
        return leave(INVALID_HANDLE);
    }
    if (!a) {
        return leave(INVALID_VALUE);
    }
    struct work work = {.kind = FREE, .target_id = a->id};
    return leave(submit(stream, &work));
}

EXPORT int cuMemHostAlloc(void **pointer, size_t bytes, unsigned flags) {
    CONTEXT_CALL("cuMemHostAlloc")
    const int unsafe = unsafe_call();
    return leave(flags > 7 ? INVALID_VALUE : unsafe ? unsafe : allocate(pointer, bytes, PINNED, context));
}

EXPORT int cuMemAllocHost_v2(void **pointer, size_t bytes) {
    CONTEXT_CALL("cuMemAllocHost")
    const int unsafe = unsafe_call();
    return leave(unsafe ? unsafe : allocate(pointer, bytes, PINNED, context));
}

EXPORT int cuMemFreeHost(void *pointer) {
    CONTEXT_CALL("cuMemFreeHost")
    struct allocation *a = starting_at((uintptr_t) pointer, PINNED);
    if (!a) {
        return leave(INVALID_VALUE);
    }
    drain_all(context);
    drop_allocation(a);
    return leave(context->sticky);
}

EXPORT int cuMemHostRegister_v2(void *pointer, size_t bytes, unsigned flags) {
    CONTEXT_CALL("cuMemHostRegister")
    if (!pointer || !bytes || flags > 15) {
        return leave(INVALID_VALUE);
    }
    for (struct allocation *a = allocations; a; a = a->next) {
        if ((uintptr_t) pointer < a->base + a->bytes && a->base < (uintptr_t) pointer + bytes) {
            return leave(ALREADY_REGISTERED);
        }
    }
    keep(pointer, bytes, REGISTERED, context);
    return leave(SUCCESS);
}

EXPORT int cuMemHostUnregister(void *pointer) {
    CONTEXT_CALL("cuMemHostUnregister")
    struct allocation *a = starting_at((uintptr_t) pointer, REGISTERED);
    if (!a) {
        return leave(NOT_REGISTERED);
    }
    drain_all(context);
    drop_allocation(a);
    return leave(context->sticky);
}

static int on_device(const void *pointer, size_t bytes, long *id) {
    struct allocation *a = find_allocation((uintptr_t) pointer, bytes);
    if (!a || a->kind != ON_DEVICE) {
        return 0;
    }
    *id = a->id;
    return 1;
}

// Pageable memory is staged at once on its way in and waited for on its way out, as the real driver does.
static int copy(struct stream *stream, void *target, const void *source, size_t bytes, int to_device, int from_device, int blocking) {
    if (!is_stream(stream)) {
        return INVALID_HANDLE;
    }
    if (!bytes) {
        return SUCCESS;
    }
    struct work work = {.kind = COPY, .target = target, .source = source, .bytes = bytes, .target_id = -1, .source_id = -1};
    if ((to_device && !on_device(target, bytes, &work.target_id)) || (from_device && !on_device(source, bytes, &work.source_id))) {
        return INVALID_VALUE;
    }
    const void *host = to_device ? from_device ? NULL : source : target;
    struct allocation *page_locked = host ? find_allocation((uintptr_t) host, bytes) : NULL;
    const int pageable = host && !page_locked;
    if (page_locked) {
        *(to_device ? &work.source_id : &work.target_id) = page_locked->id;
    }
    if (stream->capture && (pageable || blocking)) {
        stream->capture->invalid = 1;
        return CAPTURE_UNSUPPORTED;
    }
    if (pageable && to_device) {
        work.staged = malloc(bytes);
        work.source = memcpy(work.staged, source, bytes);
    }
    const int result = submit(stream, &work);
    if (!result && (blocking || (pageable && !to_device))) {
        drain(stream);
        return stream->context->sticky;
    }
    return result;
}

#define ANY_STREAM (context_stream(context))
static struct stream *context_stream(const struct context *context) {
    for (struct stream *s = streams; s; s = s->next) {
        if (s->context == context && !s->capture) {
            return s;
        }
    }
    return NULL;
}

EXPORT int cuMemcpyHtoDAsync_v2(void *target, const void *source, size_t bytes, struct stream *stream) {
    CONTEXT_CALL("cuMemcpyHtoDAsync")
    return leave(copy(stream, target, source, bytes, 1, 0, 0));
}

EXPORT int cuMemcpyDtoHAsync_v2(void *target, const void *source, size_t bytes, struct stream *stream) {
    CONTEXT_CALL("cuMemcpyDtoHAsync")
    return leave(copy(stream, target, source, bytes, 0, 1, 0));
}

EXPORT int cuMemcpyDtoDAsync_v2(void *target, const void *source, size_t bytes, struct stream *stream) {
    CONTEXT_CALL("cuMemcpyDtoDAsync")
    return leave(copy(stream, target, source, bytes, 1, 1, 0));
}

EXPORT int cuMemcpyHtoD_v2(void *target, const void *source, size_t bytes) {
    CONTEXT_CALL("cuMemcpyHtoD")
    drain_all(context);
    return leave(copy(ANY_STREAM, target, source, bytes, 1, 0, 1));
}

EXPORT int cuMemcpyDtoH_v2(void *target, const void *source, size_t bytes) {
    CONTEXT_CALL("cuMemcpyDtoH")
    drain_all(context);
    return leave(copy(ANY_STREAM, target, source, bytes, 0, 1, 1));
}

static int fill(struct stream *stream, void *target, unsigned pattern, unsigned pattern_bytes, size_t count) {
    if (!is_stream(stream)) {
        return INVALID_HANDLE;
    }
    struct work work = {.kind = FILL, .target = target, .bytes = count * pattern_bytes, .pattern = pattern, .pattern_bytes = pattern_bytes,
        .source_id = -1};
    if ((uintptr_t) target % pattern_bytes || !on_device(target, work.bytes, &work.target_id)) {
        return INVALID_VALUE;
    }
    return submit(stream, &work);
}

EXPORT int cuMemsetD8Async(void *target, unsigned char value, size_t count, struct stream *stream) {
    CONTEXT_CALL("cuMemsetD8Async")
    return leave(fill(stream, target, value, 1, count));
}

EXPORT int cuMemsetD32Async(void *target, unsigned value, size_t count, struct stream *stream) {
    CONTEXT_CALL("cuMemsetD32Async")
    return leave(fill(stream, target, value, 4, count));
}

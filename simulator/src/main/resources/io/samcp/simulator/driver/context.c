// Start, devices and contexts.
#include "standin.h"
#include <stdio.h>
#include <string.h>

#define MOST_DEVICES 4
int initialised;
static struct context primary[MOST_DEVICES];
static _Thread_local struct context *current;
static _Thread_local uint64_t current_generation;

struct context *current_context(void) {
    return current && current->retained && current->generation == current_generation ? current : NULL;
}

int context_error(struct context *context) {
    return !initialised ? NOT_INITIALIZED : !context ? INVALID_CONTEXT : context->sticky;
}

EXPORT int cuInit(unsigned flags) {
    CALL("cuInit")
    if (flags) {
        return leave(INVALID_VALUE);
    }
    if (!device_count) {
        return leave(NO_DEVICE);
    }
    initialised = 1;
    return leave(SUCCESS);
}

EXPORT int cuDriverGetVersion(int *version) {
    CALL("cuDriverGetVersion")
    *version = driver_version;
    return leave(SUCCESS);
}

#define DEVICE_CALL(name, device) CALL(name) \
    if (!initialised) return leave(NOT_INITIALIZED); \
    if ((device) < 0 || (device) >= device_count || (device) >= MOST_DEVICES) return leave(INVALID_DEVICE);

EXPORT int cuDeviceGetCount(int *count) {
    CALL("cuDeviceGetCount")
    if (!initialised) {
        return leave(NOT_INITIALIZED);
    }
    *count = device_count;
    return leave(SUCCESS);
}

EXPORT int cuDeviceGet(int *device, int ordinal) {
    DEVICE_CALL("cuDeviceGet", ordinal)
    *device = ordinal;
    return leave(SUCCESS);
}

EXPORT int cuDeviceGetName(char *name, int length, int device) {
    DEVICE_CALL("cuDeviceGetName", device)
    snprintf(name, (size_t) length, "stand-in GPU");
    return leave(SUCCESS);
}

EXPORT int cuDeviceGetUuid_v2(unsigned char *uuid, int device) {
    DEVICE_CALL("cuDeviceGetUuid_v2", device)
    memcpy(uuid, "\x5a\x4d\x43\x50\x00\x00\x40\x00\x80\x00\x00\x00\x00\x00\x00", 15);
    uuid[0] = (unsigned char) (uuid[0] + device);
    uuid[15] = (unsigned char) device;
    return leave(SUCCESS);
}

EXPORT int cuDeviceTotalMem_v2(size_t *bytes, int device) {
    DEVICE_CALL("cuDeviceTotalMem", device)
    *bytes = device_memory;
    return leave(SUCCESS);
}

EXPORT int cuDeviceGetAttribute(int *value, int attribute, int device) {
    DEVICE_CALL("cuDeviceGetAttribute", device)
    switch (attribute) {
        case 1: *value = 1024; break;                 // threads per block
        case 8: *value = 48 << 10; break;             // shared memory per block
        case 10: *value = 32; break;                  // warp size
        case 12: *value = 65536; break;               // registers per block
        case 13: *value = 1000000; break;             // clock, kHz
        case 16: *value = MULTIPROCESSORS; break;                 // multiprocessors
        case 39: *value = 2048; break;                // threads per multiprocessor
        case 75: *value = device_major; break;
        case 76: *value = device_minor; break;
        case 97: *value = 227 << 10; break;           // shared memory per block if asked for
        case 115: *value = 1; break;                  // memory pools
        default: *value = 0;
    }
    return leave(SUCCESS);
}

EXPORT int cuDevicePrimaryCtxRetain(struct context **context, int device) {
    DEVICE_CALL("cuDevicePrimaryCtxRetain", device)
    struct context *c = &primary[device];
    if (!c->retained) {
        c->device = device, c->sticky = 0, c->generation++;
        live_contexts++;
    }
    c->retained++;
    *context = c;
    return leave(SUCCESS);
}

static void destroy(struct context *c) {
    drop_captures(c);
    end_streams(c);
    drop_graphs(c);
    drop_events(c);
    drop_modules(c);
    for (struct allocation *a = allocations, *next; a; a = next) {
        next = a->next;
        if (a->context == c) {
            drop_allocation(a);
        }
    }
    c->retained = 0;
    live_contexts--;
}

EXPORT int cuDevicePrimaryCtxRelease_v2(int device) {
    DEVICE_CALL("cuDevicePrimaryCtxRelease", device)
    struct context *c = &primary[device];
    if (!c->retained) {
        return leave(INVALID_CONTEXT);
    }
    if (c->retained == 1) {
        destroy(c);
    } else {
        c->retained--;
    }
    return leave(SUCCESS);
}

EXPORT int cuDevicePrimaryCtxReset_v2(int device) {
    DEVICE_CALL("cuDevicePrimaryCtxReset", device)
    if (primary[device].retained) {
        destroy(&primary[device]);
    }
    return leave(SUCCESS);
}

EXPORT int cuDevicePrimaryCtxSetFlags_v2(int device, unsigned flags) {
    DEVICE_CALL("cuDevicePrimaryCtxSetFlags", device)
    primary[device].flags = flags;
    return leave(SUCCESS);
}

EXPORT int cuDevicePrimaryCtxGetState(int device, unsigned *flags, int *active) {
    DEVICE_CALL("cuDevicePrimaryCtxGetState", device)
    *flags = primary[device].flags;
    *active = primary[device].retained > 0;
    return leave(SUCCESS);
}

EXPORT int cuCtxSetCurrent(struct context *context) {
    CALL("cuCtxSetCurrent")
    if (!initialised) {
        return leave(NOT_INITIALIZED);
    }
    if (context && (context < primary || context >= primary + MOST_DEVICES || !context->retained)) {
        return leave(INVALID_CONTEXT);
    }
    current = context;
    current_generation = context ? context->generation : 0;
    return leave(SUCCESS);
}

EXPORT int cuCtxGetCurrent(struct context **context) {
    CALL("cuCtxGetCurrent")
    if (!initialised) {
        return leave(NOT_INITIALIZED);
    }
    *context = current_context();
    return leave(SUCCESS);
}

EXPORT int cuCtxGetDevice(int *device) {
    CONTEXT_CALL("cuCtxGetDevice")
    *device = context->device;
    return leave(SUCCESS);
}

EXPORT int cuCtxSynchronize(void) {
    CONTEXT_CALL("cuCtxSynchronize")
    for (struct capture *c = captures; c; c = c->next) {
        if (c->origin->context == context) {
            c->invalid = 1;
            return leave(CAPTURE_UNSUPPORTED);
        }
    }
    drain_all(context);
    return leave(context->sticky);
}

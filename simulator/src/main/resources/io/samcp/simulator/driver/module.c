// PTX to modules to functions. A "cubin" of this driver is a mark, and the PTX it was made from.
#include "standin.h"
#include <stdlib.h>
#include <string.h>

#define MARK "SAMCP stand-in cubin\n"
#define MOST_LINK_BYTES (16 << 20)
#define LOG_BYTES 4096

enum { ERROR_LOG = 5, ERROR_LOG_BYTES = 6 };

struct link {
    char *image;
    size_t bytes;
};

static struct module *modules;

static void write_log(char *log, size_t bytes, const char *message) {
    if (log && bytes) {
        strncpy(log, message, bytes - 1);
        log[bytes - 1] = 0;
    }
}

static int is_module(const struct module *module) {
    for (struct module *m = modules; m; m = m->next) {
        if (m == module) {
            return 1;
        }
    }
    return 0;
}

int is_function(const struct function *function) {
    for (struct module *m = modules; m; m = m->next) {
        for (struct function *f = m->functions; f; f = f->next) {
            if (f == function) {
                return 1;
            }
        }
    }
    return 0;
}

// A log buffer given here is not written: JCuda frees it before anything is linked.
EXPORT int cuLinkCreate_v2(unsigned count, const int *options, void **values, struct link **out) {
    CONTEXT_CALL("cuLinkCreate")
    (void) count, (void) options, (void) values;
    struct link *link = calloc(1, sizeof *link);
    live_links++;
    *out = link;
    return leave(SUCCESS);
}

EXPORT int cuLinkAddData_v2(struct link *link, int type, const void *data, size_t bytes, const char *name, unsigned count,
        const int *options, void **values) {
    CONTEXT_CALL("cuLinkAddData")
    (void) name, (void) count, (void) options, (void) values;
    if (type != 1 || !bytes || bytes > MOST_LINK_BYTES || link->image) {
        return leave(INVALID_VALUE);
    }
    char message[LOG_BYTES] = "";
    const size_t length = strnlen(data, bytes);
    const long module = engine.load(data, (long) length, message, sizeof message);
    if (module < 0) {
        return leave(INVALID_PTX);
    }
    engine.unload(module);
    link->bytes = sizeof MARK - 1 + length + 1;
    link->image = malloc(link->bytes);
    memcpy(link->image, MARK, sizeof MARK - 1);
    memcpy(link->image + sizeof MARK - 1, data, length);
    link->image[link->bytes - 1] = 0;
    return leave(SUCCESS);
}

EXPORT int cuLinkComplete(struct link *link, void **image, size_t *bytes) {
    CONTEXT_CALL("cuLinkComplete")
    if (!link->image) {
        return leave(INVALID_VALUE);
    }
    if (image_damaged()) {
        link->image[0] ^= 1;
    }
    *image = link->image;
    *bytes = link->bytes;
    return leave(SUCCESS);
}

EXPORT int cuLinkDestroy(struct link *link) {
    CONTEXT_CALL("cuLinkDestroy")
    free(link->image);
    free(link);
    live_links--;
    return leave(SUCCESS);
}

static int load(struct module **out, const char *image, struct context *context, char *log, size_t log_bytes) {
    const int unsafe = unsafe_call();
    if (unsafe) {
        return unsafe;
    }
    const int linked = !strncmp(image, MARK, sizeof MARK - 1);
    const char *text = linked ? image + sizeof MARK - 1 : image;
    if (!linked && *image != '.' && *image != '/') {
        return INVALID_IMAGE;
    }
    char message[LOG_BYTES] = "";
    const long loaded = engine.load(text, (long) strlen(text), message, sizeof message);
    if (loaded < 0) {
        write_log(log, log_bytes, message);
        return linked ? INVALID_IMAGE : INVALID_PTX;
    }
    struct module *module = calloc(1, sizeof *module);
    *module = (struct module){.engine_module = loaded, .context = context, .next = modules};
    modules = module;
    live_modules++;
    *out = module;
    return SUCCESS;
}

EXPORT int cuModuleLoadData(struct module **module, const void *image) {
    CONTEXT_CALL("cuModuleLoadData")
    return leave(load(module, image, context, NULL, 0));
}

EXPORT int cuModuleLoadDataEx(struct module **module, const void *image, unsigned count, const int *options, void **values) {
    CONTEXT_CALL("cuModuleLoadDataEx")
    char *log = NULL;
    size_t log_bytes = 0;
    for (unsigned i = 0; i < count; i++) {
        if (options[i] == ERROR_LOG) {
            log = values[i];
        } else if (options[i] == ERROR_LOG_BYTES) {
            log_bytes = (size_t) (uintptr_t) values[i];
        }
    }
    return leave(load(module, image, context, log, log_bytes));
}

static void drop(struct module *module) {
    for (struct module **at = &modules; *at; at = &(*at)->next) {
        if (*at == module) {
            *at = module->next;
            break;
        }
    }
    for (struct function *f = module->functions, *next; f; f = next) {
        next = f->next;
        free(f);
    }
    engine.unload(module->engine_module);
    free(module);
    live_modules--;
}

void drop_modules(const struct context *context) {
    for (struct module *m = modules, *next; m; m = next) {
        next = m->next;
        if (m->context == context) {
            drop(m);
        }
    }
}

EXPORT int cuModuleUnload(struct module *module) {
    CONTEXT_CALL("cuModuleUnload")
    if (!is_module(module)) {
        return leave(INVALID_HANDLE);
    }
    drain_all(context);
    drop(module);
    return leave(SUCCESS);
}

EXPORT int cuModuleGetFunction(struct function **out, struct module *module, const char *name) {
    CONTEXT_CALL("cuModuleGetFunction")
    if (!is_module(module)) {
        return leave(INVALID_HANDLE);
    }
    const long found = engine.function(module->engine_module, name);
    if (found < 0) {
        return leave(NOT_FOUND);
    }
    struct function *f = calloc(1, sizeof *f);
    f->engine_function = found;
    f->module = module;
    f->dynamic_limit = 48 << 10;
    f->parameters = engine.parameters(found, f->offsets, f->sizes, 64);
    for (int i = 0; i < f->parameters; i++) {
        const int end = f->offsets[i] + f->sizes[i];
        f->parameter_bytes = end > f->parameter_bytes ? end : f->parameter_bytes;
    }
    strncpy(f->name, name, sizeof f->name - 1);
    f->next = module->functions;
    module->functions = f;
    *out = f;
    return leave(SUCCESS);
}

EXPORT int cuFuncGetAttribute(int *value, int attribute, struct function *function) {
    CONTEXT_CALL("cuFuncGetAttribute")
    if (!is_function(function)) {
        return leave(INVALID_HANDLE);
    }
    switch (attribute) {
        case 0: *value = engine.attribute(function->engine_function, 1); break;
        case 1: *value = engine.attribute(function->engine_function, 0); break;
        case 5: *value = 80; break;
        case 6: *value = 10 * device_major + device_minor; break;
        case 8: *value = function->dynamic_limit; break;
        default: *value = 0;
    }
    return leave(SUCCESS);
}

EXPORT int cuOccupancyMaxActiveBlocksPerMultiprocessor(int *blocks, struct function *function, int block, size_t shared) {
    CONTEXT_CALL("cuOccupancyMaxActiveBlocksPerMultiprocessor")
    if (!is_function(function)) {
        return leave(INVALID_HANDLE);
    }
    if (!blocks || block < 1 || shared > (size_t) function->dynamic_limit) {
        return leave(INVALID_VALUE);
    }
    *blocks = block > engine.attribute(function->engine_function, 1) ? 0 : RESIDENT_BLOCKS;
    return leave(SUCCESS);
}

EXPORT int cuFuncSetAttribute(struct function *function, int attribute, int value) {
    CONTEXT_CALL("cuFuncSetAttribute")
    if (!is_function(function)) {
        return leave(INVALID_HANDLE);
    }
    if (attribute != 8 || value < 0 || value > 227 << 10) {
        return leave(INVALID_VALUE);
    }
    function->dynamic_limit = value;
    return leave(SUCCESS);
}

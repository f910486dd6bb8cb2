// What tests steer and read: counters, faults to come, devices, the order of graph nodes.
#include "standin.h"
#include <stdlib.h>
#include <string.h>

struct engine engine;
pthread_mutex_t lock_all = PTHREAD_MUTEX_INITIALIZER;
pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
long live_modules, live_links, live_contexts;
int driver_version = 12060, device_count = 1, device_major = 9, device_minor = 0, node_order;
uint64_t device_memory = 8ull << 30, order_seed;

#define MOST_FUNCTIONS 512
static struct {
    const char *name;
    long calls;
} functions[MOST_FUNCTIONS];
static int function_count;
static long refuse_allocation, refuse_kernel, damage_image, refuse_call;
static int refuse_kernel_with, refuse_call_with;
static char refuse_call_name[128];

void enter(void) { pthread_mutex_lock(&lock_all); }

int leave(int result) {
    pthread_mutex_unlock(&lock_all);
    return result;
}

static int index_of(const char *name) {
    for (int i = 0; i < function_count; i++) {
        if (functions[i].name == name || !strcmp(functions[i].name, name)) {
            return i;
        }
    }
    if (function_count == MOST_FUNCTIONS) {
        abort();
    }
    functions[function_count].name = name;
    return function_count++;
}

// True at the k-th call after k was set.
static int due(long *countdown) { return *countdown > 0 && --*countdown == 0; }

int counted(const char *name) {
    functions[index_of(name)].calls++;
    return refuse_call > 0 && !strcmp(name, refuse_call_name) && due(&refuse_call) ? refuse_call_with : 0;
}

int allocation_refused(void) { return due(&refuse_allocation); }
int kernel_refused(void) { return due(&refuse_kernel) ? refuse_kernel_with : 0; }
int image_damaged(void) { return due(&damage_image); }

EXPORT void samcp_standin_install(const struct engine *from) { engine = *from; }

EXPORT void samcp_standin_devices(int count, int major, int minor, uint64_t memory, int version) {
    enter();
    device_count = count, device_major = major, device_minor = minor, device_memory = memory, driver_version = version;
    leave(0);
}

EXPORT void samcp_standin_order(int order, uint64_t seed) {
    enter();
    node_order = order, order_seed = seed;
    leave(0);
}

// what: 0 allocation, 1 kernel, 2 linked image, 3 call of a function; the k-th from now, 0 takes it back.
EXPORT void samcp_standin_inject(int what, long k, int error, const char *name) {
    enter();
    switch (what) {
        case 0: refuse_allocation = k; break;
        case 1: refuse_kernel = k, refuse_kernel_with = error; break;
        case 2: damage_image = k; break;
        default:
            refuse_call = k, refuse_call_with = error;
            strncpy(refuse_call_name, name, sizeof refuse_call_name - 1);
    }
    leave(0);
}

EXPORT long samcp_standin_calls(const char *name) {
    enter();
    long sum = 0;
    for (int i = 0; i < function_count; i++) {
        sum += !name || !strcmp(functions[i].name, name) ? functions[i].calls : 0;
    }
    leave(0);
    return sum;
}

EXPORT void samcp_standin_forget_calls(void) {
    enter();
    for (int i = 0; i < function_count; i++) {
        functions[i].calls = 0;
    }
    leave(0);
}

// contexts, device allocations, device bytes, pinned allocations, registered ranges, modules, links, streams, events, graphs, executables
EXPORT void samcp_standin_live(long *out) {
    enter();
    memset(out, 0, 11 * sizeof *out);
    out[0] = live_contexts;
    for (struct allocation *a = allocations; a; a = a->next) {
        if (a->kind == ON_DEVICE) {
            out[1]++, out[2] += (long) a->bytes;
        } else {
            out[a->kind == PINNED ? 3 : 4]++;
        }
    }
    out[5] = live_modules, out[6] = live_links;
    for (struct stream *s = streams; s; s = s->next) {
        out[7]++;
    }
    for (struct event *e = events; e; e = e->next) {
        out[8] += !e->dead;
    }
    for (struct graph *g = graphs; g; g = g->next) {
        out[9]++;
    }
    for (struct graph_exec *x = graph_execs; x; x = x->next) {
        out[10] += !x->dead;
    }
    leave(0);
}

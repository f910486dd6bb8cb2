// What the rooms of the stand-in driver share. One lock guards everything; it is never held while a kernel or a copy runs.
#ifndef SAMCP_STANDIN_H
#define SAMCP_STANDIN_H

#include <pthread.h>
#include <stddef.h>
#include <stdint.h>

#define EXPORT __attribute__((visibility("default")))

enum {
    SUCCESS = 0, INVALID_VALUE = 1, OUT_OF_MEMORY = 2, NOT_INITIALIZED = 3, NO_DEVICE = 100, INVALID_DEVICE = 101, INVALID_IMAGE = 200,
    INVALID_CONTEXT = 201, INVALID_PTX = 218, INVALID_HANDLE = 400, NOT_FOUND = 500, NOT_READY = 600, ILLEGAL_ADDRESS = 700,
    CONTEXT_IS_DESTROYED = 709, ALREADY_REGISTERED = 712, NOT_REGISTERED = 713, LAUNCH_FAILED = 719, COOPERATIVE_LAUNCH_TOO_LARGE = 720, NOT_SUPPORTED = 801,
    CAPTURE_UNSUPPORTED = 900, CAPTURE_INVALIDATED = 901, CAPTURE_MERGE = 902, CAPTURE_UNMATCHED = 903, CAPTURE_UNJOINED = 904,
    CAPTURE_ISOLATION = 905, CAPTURED_EVENT = 907, CAPTURE_WRONG_THREAD = 908, INVALID_CLUSTER_SIZE = 912
};

// Blocks that run at the same time, on the device and on one of its multiprocessors.
#define MULTIPROCESSORS 132
#define RESIDENT_BLOCKS 1

// What the PTX engine does for the driver; installed by Java.
struct engine {
    // Parses PTX; gives a module, or -1 with a message in log.
    long (*load)(const char *text, long bytes, char *log, long log_bytes);
    void (*unload)(long module);
    // Gives a function, or -1 if there is no such entry.
    long (*function)(long module, const char *name);
    // Writes offset and size of each parameter, at most `most` of them; gives their number.
    int (*parameters)(long function, int *offsets, int *sizes, int most);
    // Static shared memory, or with what = 1 the most threads of a block.
    int (*attribute)(long function, int what);
    // Fixes a launch, or gives minus the error: geometry is grid x y z, block x y z, dynamic shared bytes, whether blocks run together; ranges are pairs of base and size.
    long (*prepare)(long function, const int *geometry, const void *parameters, int bytes, const uint64_t *ranges, int count);
    // Runs it; gives 0 or the error of the fault.
    int (*run)(long launch);
    void (*release)(long launch);
};
extern struct engine engine;

// ---- control.c ----
extern pthread_mutex_t lock_all;
extern pthread_cond_t changed;
extern long live_modules, live_links, live_contexts;
extern int driver_version, device_count, device_major, device_minor, node_order;
extern uint64_t device_memory, order_seed;
void enter(void);
int leave(int result);
// Counts a call; gives an injected error, or 0.
int counted(const char *name);
int allocation_refused(void);
int kernel_refused(void);
int image_damaged(void);

// Every exported function begins with one of these and ends with `return leave(code)`.
#define CALL(name) enter(); { const int injected = counted(name); if (injected) return leave(injected); }
#define CONTEXT_CALL(name) CALL(name) struct context *context = current_context(); \
    { const int bad = context_error(context); if (bad) return leave(bad); }

// ---- context.c ----
struct context {
    int device, retained, sticky;
    unsigned flags;
    uint64_t generation;
};
extern int initialised;
struct context *current_context(void);
int context_error(struct context *context);

// ---- memory.c ----
enum memory_kind { ON_DEVICE, PINNED, REGISTERED };
struct allocation {
    uintptr_t base;
    size_t bytes;
    long id;
    enum memory_kind kind;
    struct context *context;
    struct allocation *next;
};
extern struct allocation *allocations;
// The allocation that holds all of [address, address + bytes), or null.
struct allocation *find_allocation(uintptr_t address, size_t bytes);
struct allocation *allocation_by_id(long id);
void drop_allocation(struct allocation *allocation);

// ---- module.c ----
struct function {
    long engine_function;
    int parameters, offsets[64], sizes[64], parameter_bytes, dynamic_limit;
    struct module *module;
    struct function *next;
    char name[128];
};
struct module {
    long engine_module;
    struct context *context;
    struct function *functions;
    struct module *next;
};
int is_function(const struct function *function);
void drop_modules(const struct context *context);

// ---- work.c ----
enum work_kind { KERNEL, COPY, FILL, FREE, RECORD, AWAIT, GRAPH, HOST };
struct work {
    enum work_kind kind;
    // kernel
    long launch;
    int ranges;
    long range_ids[64];
    // copy and fill
    void *target;
    const void *source;
    void *staged;
    size_t bytes;
    unsigned pattern, pattern_bytes;
    long target_id, source_id;
    // events, graphs, host functions
    struct event *event;
    uint64_t ticket;
    struct graph_exec *exec;
    void (*host)(void *);
    void *host_data;
    struct work *next;
};
// Does the work; the lock is not held. Gives 0 or an error that is sticky.
int perform(struct work *work);
// Checks and fixes a launch.
int kernel_work(struct work *work, struct function *function, const int *geometry, void **parameters, void **extra);
void release_work(struct work *work);

// ---- stream.c ----
struct stream {
    struct context *context;
    unsigned flags;
    struct work *head, *tail;
    int busy, stopping;
    pthread_t worker;
    struct capture *capture;
    int *front, front_count;
    struct stream *next;
};
extern struct stream *streams;
int is_stream(const struct stream *stream);
// Queues a copy of the work, or adds it to the capture the stream is in.
int submit(struct stream *stream, const struct work *work);
void drain(struct stream *stream);
void drain_all(const struct context *context);
void end_streams(struct context *context);
struct event {
    struct context *context;
    uint64_t recorded, done;
    double millis;
    int references, dead;
    struct capture *capture;
    int *front, front_count;
    struct event *next;
};
extern struct event *events;
void hold_event(struct event *event);
void let_go_of_event(struct event *event);
void drop_events(const struct context *context);

// ---- graph.c ----
struct node {
    struct work work;
    int *dependencies, count;
};
struct graph {
    struct node *nodes;
    int count, room, instantiated;
    struct context *context;
    struct graph *next;
};
struct graph_exec {
    struct node *nodes;
    int count, references, dead;
    struct context *context;
    struct graph_exec *next;
};
struct capture {
    struct stream *origin;
    struct graph *graph;
    pthread_t thread;
    int mode, invalid;
    struct capture *next;
};
extern struct graph *graphs;
extern struct graph_exec *graph_execs;
extern struct capture *captures;
int capture_work(struct stream *stream, const struct work *work);
// Gives an error and spoils the capture if this thread may not make an unsafe call now.
int unsafe_call(void);
int run_graph(struct graph_exec *exec);
void hold_exec(struct graph_exec *exec);
void let_go_of_exec(struct graph_exec *exec);
void drop_captures(const struct context *context);
void drop_graphs(const struct context *context);
void set_front(int **front, int *count, const int *values, int values_count);
void add_front(int **front, int *count, const int *values, int values_count);

#endif

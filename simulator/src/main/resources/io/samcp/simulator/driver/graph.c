// Stream capture, graphs, and their replay. A graph can be instantiated once.
#include "standin.h"
#include <stdlib.h>
#include <string.h>

struct graph *graphs;
struct graph_exec *graph_execs;
struct capture *captures;

enum { GLOBAL_MODE, THREAD_LOCAL_MODE, RELAXED_MODE };
enum { INSERTION_ORDER, REVERSE_ORDER, RANDOM_ORDER };

void set_front(int **front, int *count, const int *values, int values_count) {
    int *copy = values_count ? malloc((size_t) values_count * sizeof *copy) : NULL;
    if (values_count) {
        memcpy(copy, values, (size_t) values_count * sizeof *copy);
    }
    free(*front);
    *front = copy;
    *count = values_count;
}

void add_front(int **front, int *count, const int *values, int values_count) {
    for (int i = 0; i < values_count; i++) {
        int known = 0;
        for (int j = 0; j < *count; j++) {
            known |= (*front)[j] == values[i];
        }
        if (!known) {
            *front = realloc(*front, (size_t) (*count + 1) * sizeof **front);
            (*front)[(*count)++] = values[i];
        }
    }
}

static int add_node(struct graph *graph, const struct work *work, const int *dependencies, int count) {
    if (graph->count == graph->room) {
        graph->room = graph->room ? 2 * graph->room : 64;
        graph->nodes = realloc(graph->nodes, (size_t) graph->room * sizeof *graph->nodes);
    }
    struct node *node = &graph->nodes[graph->count];
    *node = (struct node){.work = *work};
    set_front(&node->dependencies, &node->count, dependencies, count);
    return graph->count++;
}

int capture_work(struct stream *stream, const struct work *work) {
    if (stream->capture->invalid) {
        return CAPTURE_INVALIDATED;
    }
    if (work->kind != KERNEL && work->kind != COPY && work->kind != FILL && work->kind != HOST) {
        stream->capture->invalid = 1;
        return CAPTURE_UNSUPPORTED;
    }
    const int node = add_node(stream->capture->graph, work, stream->front, stream->front_count);
    set_front(&stream->front, &stream->front_count, &node, 1);
    return SUCCESS;
}

int unsafe_call(void) {
    for (struct capture *c = captures; c; c = c->next) {
        if (c->mode == GLOBAL_MODE || (c->mode == THREAD_LOCAL_MODE && pthread_equal(c->thread, pthread_self()))) {
            c->invalid = 1;
            return CAPTURE_UNSUPPORTED;
        }
    }
    return SUCCESS;
}

static struct graph *new_graph(struct context *context) {
    struct graph *graph = calloc(1, sizeof *graph);
    graph->context = context;
    graph->next = graphs;
    graphs = graph;
    return graph;
}

static void free_nodes(struct node *nodes, int count) {
    for (int i = 0; i < count; i++) {
        release_work(&nodes[i].work);
        free(nodes[i].dependencies);
    }
    free(nodes);
}

static void drop_graph(struct graph *graph) {
    for (struct graph **at = &graphs; *at; at = &(*at)->next) {
        if (*at == graph) {
            *at = graph->next;
            free_nodes(graph->nodes, graph->count);
            free(graph);
            return;
        }
    }
}

static int is_graph(const struct graph *graph) {
    for (struct graph *g = graphs; g; g = g->next) {
        if (g == graph) {
            return 1;
        }
    }
    return 0;
}

EXPORT int cuStreamBeginCapture_v2(struct stream *stream, int mode) {
    CONTEXT_CALL("cuStreamBeginCapture")
    if (!is_stream(stream)) {
        return leave(INVALID_HANDLE);
    }
    if (mode < GLOBAL_MODE || mode > RELAXED_MODE) {
        return leave(INVALID_VALUE);
    }
    if (stream->capture) {
        return leave(401); // CUDA_ERROR_ILLEGAL_STATE
    }
    struct capture *capture = calloc(1, sizeof *capture);
    *capture = (struct capture){.origin = stream, .graph = new_graph(context), .thread = pthread_self(), .mode = mode, .next = captures};
    captures = capture;
    stream->capture = capture;
    set_front(&stream->front, &stream->front_count, NULL, 0);
    return leave(SUCCESS);
}

EXPORT int cuStreamIsCapturing(struct stream *stream, int *status) {
    CONTEXT_CALL("cuStreamIsCapturing")
    if (!is_stream(stream)) {
        return leave(INVALID_HANDLE);
    }
    *status = !stream->capture ? 0 : stream->capture->invalid ? 2 : 1;
    return leave(SUCCESS);
}

// Every node at the front of another stream must be before, or at, the front of the origin.
static int joined(const struct capture *capture) {
    const struct graph *graph = capture->graph;
    char *reached = calloc((size_t) graph->count + 1, 1);
    for (int i = 0; i < capture->origin->front_count; i++) {
        reached[capture->origin->front[i]] = 1;
    }
    for (int n = graph->count - 1; n >= 0; n--) { // a node's dependencies come before it
        for (int d = 0; reached[n] && d < graph->nodes[n].count; d++) {
            reached[graph->nodes[n].dependencies[d]] = 1;
        }
    }
    int all = 1;
    for (struct stream *s = streams; s; s = s->next) {
        for (int i = 0; s->capture == capture && i < s->front_count; i++) {
            all &= reached[s->front[i]];
        }
    }
    free(reached);
    return all;
}

static void forget_capture(struct capture *capture) {
    for (struct stream *s = streams; s; s = s->next) {
        if (s->capture == capture) {
            s->capture = NULL;
            set_front(&s->front, &s->front_count, NULL, 0);
        }
    }
    for (struct event *e = events; e; e = e->next) {
        e->capture = e->capture == capture ? NULL : e->capture;
    }
    for (struct capture **at = &captures; *at; at = &(*at)->next) {
        if (*at == capture) {
            *at = capture->next;
            break;
        }
    }
    free(capture);
}

// A context may end in the middle of a capture.
void drop_captures(const struct context *context) {
    for (struct capture *c = captures, *next; c; c = next) {
        next = c->next;
        if (c->origin->context == context) {
            forget_capture(c);
        }
    }
}

EXPORT int cuStreamEndCapture(struct stream *stream, struct graph **out) {
    CONTEXT_CALL("cuStreamEndCapture")
    if (!is_stream(stream)) {
        return leave(INVALID_HANDLE);
    }
    struct capture *capture = stream->capture;
    if (!capture) {
        return leave(401);
    }
    if (capture->origin != stream) {
        capture->invalid = 1;
        return leave(CAPTURE_UNMATCHED);
    }
    if (capture->mode != RELAXED_MODE && !pthread_equal(capture->thread, pthread_self())) {
        return leave(CAPTURE_WRONG_THREAD);
    }
    const int result = capture->invalid ? CAPTURE_INVALIDATED : joined(capture) ? SUCCESS : CAPTURE_UNJOINED;
    struct graph *graph = capture->graph;
    forget_capture(capture);
    if (result) {
        drop_graph(graph);
        graph = NULL;
    }
    *out = graph;
    return leave(result);
}

EXPORT int cuGraphDestroy(struct graph *graph) {
    CONTEXT_CALL("cuGraphDestroy")
    if (!is_graph(graph)) {
        return leave(INVALID_VALUE);
    }
    drop_graph(graph);
    return leave(SUCCESS);
}

// nodes may be null: then only the number is asked for.
EXPORT int cuGraphGetNodes(struct graph *graph, struct node **nodes, size_t *count) {
    CONTEXT_CALL("cuGraphGetNodes")
    if (!is_graph(graph)) {
        return leave(INVALID_VALUE);
    }
    for (int i = 0; nodes && i < graph->count && (size_t) i < *count; i++) {
        nodes[i] = &graph->nodes[i];
    }
    *count = (size_t) graph->count;
    return leave(SUCCESS);
}

EXPORT int cuGraphInstantiateWithFlags(struct graph_exec **out, struct graph *graph, unsigned long long flags) {
    CONTEXT_CALL("cuGraphInstantiate")
    if (!is_graph(graph) || flags) {
        return leave(INVALID_VALUE);
    }
    if (graph->instantiated) {
        return leave(NOT_SUPPORTED); // its nodes have moved into the first
    }
    struct graph_exec *exec = calloc(1, sizeof *exec);
    *exec = (struct graph_exec){.nodes = graph->nodes, .count = graph->count, .context = context, .next = graph_execs};
    graph->nodes = NULL, graph->count = graph->room = 0, graph->instantiated = 1;
    graph_execs = exec;
    *out = exec;
    return leave(SUCCESS);
}

static int is_exec(const struct graph_exec *exec) {
    for (struct graph_exec *x = graph_execs; x; x = x->next) {
        if (x == exec) {
            return !x->dead;
        }
    }
    return 0;
}

static void free_if_unused(struct graph_exec *exec) {
    if (!exec->dead || exec->references) {
        return;
    }
    for (struct graph_exec **at = &graph_execs; *at; at = &(*at)->next) {
        if (*at == exec) {
            *at = exec->next;
            free_nodes(exec->nodes, exec->count);
            free(exec);
            return;
        }
    }
}

void hold_exec(struct graph_exec *exec) { exec->references++; }

void let_go_of_exec(struct graph_exec *exec) {
    exec->references--;
    free_if_unused(exec);
}

void drop_graphs(const struct context *context) {
    for (struct graph_exec *x = graph_execs, *next; x; x = next) {
        next = x->next;
        if (x->context == context) {
            x->dead = 1;
            free_if_unused(x);
        }
    }
    for (struct graph *g = graphs, *next; g; g = next) {
        next = g->next;
        if (g->context == context) {
            drop_graph(g);
        }
    }
}

EXPORT int cuGraphUpload(struct graph_exec *exec, struct stream *stream) {
    CONTEXT_CALL("cuGraphUpload")
    return leave(is_exec(exec) && is_stream(stream) ? SUCCESS : INVALID_VALUE);
}

EXPORT int cuGraphLaunch(struct graph_exec *exec, struct stream *stream) {
    CONTEXT_CALL("cuGraphLaunch")
    if (!is_exec(exec) || !is_stream(stream)) {
        return leave(INVALID_VALUE);
    }
    struct work work = {.kind = GRAPH, .exec = exec};
    hold_exec(exec);
    const int result = submit(stream, &work);
    if (result) {
        let_go_of_exec(exec);
    }
    return leave(result);
}

EXPORT int cuGraphExecDestroy(struct graph_exec *exec) {
    CONTEXT_CALL("cuGraphExecDestroy")
    if (!is_exec(exec)) {
        return leave(INVALID_VALUE);
    }
    exec->dead = 1;
    free_if_unused(exec);
    return leave(SUCCESS);
}

// Which of `many` nodes that could run next does.
static int choose(int many, int order, uint64_t *random) {
    if (order != RANDOM_ORDER) {
        return order == REVERSE_ORDER ? many - 1 : 0;
    }
    *random = *random * 6364136223846793005ull + 1442695040888963407ull;
    return (int) ((*random >> 33) % (uint64_t) many);
}

int run_graph(struct graph_exec *exec) {
    enter();
    const int order = node_order;
    uint64_t random = order_seed++;
    leave(0);
    const size_t count = (size_t) exec->count + 1;
    int *waiting = calloc(count, sizeof *waiting), *ready = calloc(count, sizeof *ready);
    int many = 0, result = SUCCESS;
    for (int i = 0; i < exec->count; i++) {
        waiting[i] = exec->nodes[i].count;
        if (!waiting[i]) {
            ready[many++] = i;
        }
    }
    while (many && !result) {
        const int at = choose(many, order, &random);
        const int node = ready[at];
        memmove(ready + at, ready + at + 1, (size_t) (many - at - 1) * sizeof *ready);
        many--;
        result = perform(&exec->nodes[node].work);
        for (int i = node + 1; i < exec->count; i++) {
            for (int d = 0; d < exec->nodes[i].count; d++) {
                if (exec->nodes[i].dependencies[d] == node && !--waiting[i]) {
                    ready[many++] = i;
                }
            }
        }
    }
    free(waiting);
    free(ready);
    return result;
}

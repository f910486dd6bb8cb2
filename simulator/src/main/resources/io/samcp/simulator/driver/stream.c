// Streams, each a queue with a thread of its own, and events.
#include "standin.h"
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct stream *streams;
struct event *events;

int is_stream(const struct stream *stream) {
    for (struct stream *s = streams; s; s = s->next) {
        if (s == stream) {
            return 1;
        }
    }
    return 0;
}

static double millis(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return 1e3 * (double) now.tv_sec + 1e-6 * (double) now.tv_nsec;
}

// With the lock held; gives it away while it waits.
static void await(const struct work *work, const struct stream *stream) {
    while (work->event->done < work->ticket && !work->event->dead && !stream->context->sticky) {
        pthread_cond_wait(&changed, &lock_all);
    }
}

static void *run(void *argument) {
    struct stream *stream = argument;
    enter();
    for (;;) {
        while (!stream->head && !stream->stopping) {
            pthread_cond_wait(&changed, &lock_all);
        }
        if (!stream->head) {
            break;
        }
        struct work *work = stream->head;
        stream->head = work->next;
        stream->tail = stream->head ? stream->tail : NULL;
        stream->busy = 1;
        if (work->kind == RECORD) {
            work->event->done = work->ticket > work->event->done ? work->ticket : work->event->done;
            work->event->millis = millis();
        } else if (work->kind == AWAIT) {
            await(work, stream);
        } else if (!stream->context->sticky || work->kind == FREE) {
            leave(0);
            const int result = perform(work);
            enter();
            if (result && !stream->context->sticky) {
                stream->context->sticky = result;
            }
        }
        release_work(work);
        free(work);
        stream->busy = 0;
        pthread_cond_broadcast(&changed);
    }
    leave(0);
    return NULL;
}

int submit(struct stream *stream, const struct work *work) {
    if (stream->capture) {
        return capture_work(stream, work);
    }
    struct work *queued = malloc(sizeof *queued);
    *queued = *work;
    queued->next = NULL;
    if (stream->tail) {
        stream->tail->next = queued;
    } else {
        stream->head = queued;
    }
    stream->tail = queued;
    pthread_cond_broadcast(&changed);
    return SUCCESS;
}

void drain(struct stream *stream) {
    while (is_stream(stream) && (stream->head || stream->busy)) {
        pthread_cond_wait(&changed, &lock_all);
    }
}

static struct stream *working(const struct context *context) {
    for (struct stream *s = streams; s; s = s->next) {
        if (s->context == context && (s->head || s->busy)) {
            return s;
        }
    }
    return NULL;
}

void drain_all(const struct context *context) {
    while (working(context)) {
        pthread_cond_wait(&changed, &lock_all);
    }
}

// Takes the stream out of the list, lets it finish what is queued, and ends its thread.
static void end(struct stream *stream) {
    for (struct stream **at = &streams; *at; at = &(*at)->next) {
        if (*at == stream) {
            *at = stream->next;
            break;
        }
    }
    stream->stopping = 1;
    pthread_cond_broadcast(&changed);
    leave(0);
    pthread_join(stream->worker, NULL);
    enter();
    free(stream->front);
    free(stream);
}

void end_streams(struct context *context) {
    struct stream *s = streams;
    while (s) {
        if (s->context == context) {
            end(s);
            s = streams;
        } else {
            s = s->next;
        }
    }
}

static int create(struct stream **out, unsigned flags, struct context *context) {
    if (flags > 1) {
        return INVALID_VALUE;
    }
    struct stream *stream = calloc(1, sizeof *stream);
    stream->context = context;
    stream->flags = flags;
    stream->next = streams;
    streams = stream;
    pthread_create(&stream->worker, NULL, run, stream);
    *out = stream;
    return SUCCESS;
}

EXPORT int cuStreamCreate(struct stream **stream, unsigned flags) {
    CONTEXT_CALL("cuStreamCreate")
    return leave(create(stream, flags, context));
}

EXPORT int cuStreamCreateWithPriority(struct stream **stream, unsigned flags, int priority) {
    CONTEXT_CALL("cuStreamCreateWithPriority")
    (void) priority;
    return leave(create(stream, flags, context));
}

#define STREAM_CALL(name) CONTEXT_CALL(name) if (!is_stream(stream)) return leave(INVALID_HANDLE);
#define NOT_WHILE_CAPTURING if (stream->capture) { stream->capture->invalid = 1; return leave(CAPTURE_UNSUPPORTED); }

EXPORT int cuStreamDestroy_v2(struct stream *stream) {
    STREAM_CALL("cuStreamDestroy")
    NOT_WHILE_CAPTURING
    end(stream);
    return leave(SUCCESS);
}

EXPORT int cuStreamSynchronize(struct stream *stream) {
    STREAM_CALL("cuStreamSynchronize")
    NOT_WHILE_CAPTURING
    drain(stream);
    return leave(context->sticky);
}

EXPORT int cuStreamQuery(struct stream *stream) {
    STREAM_CALL("cuStreamQuery")
    NOT_WHILE_CAPTURING
    return leave(stream->head || stream->busy ? NOT_READY : SUCCESS);
}

EXPORT int cuLaunchKernel(struct function *function, unsigned gx, unsigned gy, unsigned gz, unsigned bx, unsigned by, unsigned bz,
        unsigned shared, struct stream *stream, void **parameters, void **extra) {
    STREAM_CALL("cuLaunchKernel")
    const int geometry[] = {(int) gx, (int) gy, (int) gz, (int) bx, (int) by, (int) bz, (int) shared, 0};
    struct work work;
    const int bad = kernel_work(&work, function, geometry, parameters, extra);
    return leave(bad ? bad : submit(stream, &work));
}

EXPORT int cuLaunchCooperativeKernel(struct function *function, unsigned gx, unsigned gy, unsigned gz, unsigned bx, unsigned by, unsigned bz,
        unsigned shared, struct stream *stream, void **parameters) {
    STREAM_CALL("cuLaunchCooperativeKernel")
    if ((unsigned long) gx * gy * gz > (unsigned long) MULTIPROCESSORS * RESIDENT_BLOCKS) {
        return leave(COOPERATIVE_LAUNCH_TOO_LARGE);
    }
    const int geometry[] = {(int) gx, (int) gy, (int) gz, (int) bx, (int) by, (int) bz, (int) shared, 1};
    struct work work;
    const int bad = kernel_work(&work, function, geometry, parameters, NULL);
    return leave(bad ? bad : submit(stream, &work));
}

EXPORT int cuLaunchHostFunc(struct stream *stream, void (*host)(void *), void *data) {
    STREAM_CALL("cuLaunchHostFunc")
    struct work work = {.kind = HOST, .host = host, .host_data = data};
    return leave(submit(stream, &work));
}

// ---- events ----

static int is_event(const struct event *event) {
    for (struct event *e = events; e; e = e->next) {
        if (e == event) {
            return !e->dead;
        }
    }
    return 0;
}

static void free_if_unused(struct event *event) {
    if (!event->dead || event->references) {
        return;
    }
    for (struct event **at = &events; *at; at = &(*at)->next) {
        if (*at == event) {
            *at = event->next;
            free(event->front);
            free(event);
            return;
        }
    }
}

void hold_event(struct event *event) { event->references++; }

void let_go_of_event(struct event *event) {
    event->references--;
    free_if_unused(event);
}

void drop_events(const struct context *context) {
    for (struct event *e = events, *next; e; e = next) {
        next = e->next;
        if (e->context == context) {
            e->dead = 1;
            free_if_unused(e);
        }
    }
}

EXPORT int cuEventCreate(struct event **out, unsigned flags) {
    CONTEXT_CALL("cuEventCreate")
    if (flags > 7) {
        return leave(INVALID_VALUE);
    }
    struct event *event = calloc(1, sizeof *event);
    event->context = context;
    event->next = events;
    events = event;
    *out = event;
    return leave(SUCCESS);
}

#define EVENT_CALL(name) CONTEXT_CALL(name) if (!is_event(event)) return leave(INVALID_HANDLE);

EXPORT int cuEventDestroy_v2(struct event *event) {
    EVENT_CALL("cuEventDestroy")
    event->dead = 1;
    free_if_unused(event);
    return leave(SUCCESS);
}

EXPORT int cuEventRecord(struct event *event, struct stream *stream) {
    EVENT_CALL("cuEventRecord")
    if (!is_stream(stream)) {
        return leave(INVALID_HANDLE);
    }
    if (stream->capture) {
        event->capture = stream->capture;
        set_front(&event->front, &event->front_count, stream->front, stream->front_count);
        return leave(stream->capture->invalid ? CAPTURE_INVALIDATED : SUCCESS);
    }
    event->capture = NULL;
    struct work work = {.kind = RECORD, .event = event, .ticket = ++event->recorded};
    hold_event(event);
    return leave(submit(stream, &work));
}

EXPORT int cuStreamWaitEvent(struct stream *stream, struct event *event, unsigned flags) {
    STREAM_CALL("cuStreamWaitEvent")
    if (!is_event(event)) {
        return leave(INVALID_HANDLE);
    }
    if (flags > 1) {
        return leave(INVALID_VALUE);
    }
    if (event->capture) {
        if (stream->capture && stream->capture != event->capture) {
            stream->capture->invalid = event->capture->invalid = 1;
            return leave(CAPTURE_MERGE);
        }
        stream->capture = event->capture;
        add_front(&stream->front, &stream->front_count, event->front, event->front_count);
        return leave(SUCCESS);
    }
    if (stream->capture) {
        stream->capture->invalid = 1;
        return leave(CAPTURE_ISOLATION);
    }
    if (!event->recorded) {
        return leave(SUCCESS);
    }
    struct work work = {.kind = AWAIT, .event = event, .ticket = event->recorded};
    hold_event(event);
    return leave(submit(stream, &work));
}

EXPORT int cuEventQuery(struct event *event) {
    EVENT_CALL("cuEventQuery")
    return leave(event->capture ? CAPTURED_EVENT : event->done < event->recorded ? NOT_READY : SUCCESS);
}

EXPORT int cuEventSynchronize(struct event *event) {
    EVENT_CALL("cuEventSynchronize")
    if (event->capture) {
        return leave(CAPTURED_EVENT);
    }
    const uint64_t ticket = event->recorded;
    hold_event(event);
    while (event->done < ticket && !context->sticky) {
        pthread_cond_wait(&changed, &lock_all);
    }
    let_go_of_event(event);
    return leave(context->sticky);
}

EXPORT int cuEventElapsedTime(float *out, struct event *from, struct event *event) {
    EVENT_CALL("cuEventElapsedTime")
    if (!is_event(from) || !from->recorded || !event->recorded) {
        return leave(INVALID_HANDLE);
    }
    if (from->done < from->recorded || event->done < event->recorded) {
        return leave(NOT_READY);
    }
    *out = (float) (event->millis - from->millis);
    return leave(SUCCESS);
}

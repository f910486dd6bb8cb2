package io.samcp.runtime.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Places tensors in one arena so that two whose lifetimes overlap never share a byte. Greedy by size: the largest tensor first, each at
 * the lowest offset that is free during its whole life (as in Pisarchyk and Lee, "Efficient Memory Management for Deep Neural Net
 * Inference", 2020, greedy by size for offset calculation).
 */
final class ArenaLayout {

    /** Every tensor starts at a multiple of this, as a device allocation does. */
    static final long ALIGNMENT = 256;
    /** At least this many bytes lie between tensors that live together, so that an access just beyond one is not one of its neighbour. */
    static final long RED_ZONE = 256;

    private final List<Placed> placed = new ArrayList<>();
    private final List<Request> requests = new ArrayList<>();
    private long bytes;

    /** Asks for a place; the answer is known after {@link #layOut()}. */
    Request request(long size, Lifetime life) {
        final Request request = new Request(Math.max(1, size), life);
        requests.add(request);
        return request;
    }

    /** Decides all offsets. */
    void layOut() {
        requests.sort(Comparator.comparingLong((Request r) -> r.size).reversed());
        for (final Request request : requests) {
            place(request);
        }
    }

    /** Size of the arena. */
    long bytes() {
        return Math.max(ALIGNMENT, bytes);
    }

    private void place(Request request) {
        long offset = 0;
        for (final Placed other : placed) { // sorted by offset
            if (!other.request.life.overlaps(request.life)) {
                continue;
            }
            if (offset + request.size + RED_ZONE <= other.request.offset) {
                break;
            }
            offset = Math.max(offset, align(other.request.offset + other.request.size + RED_ZONE));
        }
        request.offset = offset;
        bytes = Math.max(bytes, offset + request.size);
        int at = 0;
        while (at < placed.size() && placed.get(at).request.offset <= offset) {
            at++;
        }
        placed.add(at, new Placed(request));
    }

    /** The next multiple of {@link #ALIGNMENT}. */
    static long align(long offset) {
        return (offset + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    /** A tensor that wants a place. */
    static final class Request {
        private final long size;
        private final Lifetime life;
        private long offset;

        private Request(long size, Lifetime life) {
            this.size = size;
            this.life = life;
        }

        long offset() {
            return offset;
        }
    }

    private record Placed(Request request) {}
}

package io.samcp.layers.inference;

import io.samcp.runtime.DeviceStream;
import io.samcp.runtime.graph.Plan;
import io.samcp.runtime.tensor.HostTensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/** One plan: writes a request into its inputs, and queues the forward pass, which leaves the results in its outputs. */
final class PlannedForward implements AutoCloseable {

    private final Bucket bucket;
    private final Plan plan;
    private final int semanticQueries;

    PlannedForward(Bucket bucket, Plan plan, int semanticQueries) {
        this.bucket = bucket;
        this.plan = plan;
        this.semanticQueries = semanticQueries;
    }

    Bucket bucket() {
        return bucket;
    }

    Plan plan() {
        return plan;
    }

    /** Queues copy in, forward pass and copy out; the results are there after the stream is synchronized. Allocates nothing. */
    void runAsync(DeviceStream stream, NetworkInput input) {
        write(input);
        if (input.source() instanceof NetworkInput.Source.Features) {
            plan.uploadResidentAsync(stream);
        }
        plan.launchAsync(stream);
    }

    private void write(NetworkInput input) {
        final PatchTable patches = input.patches();
        final int queries = semanticQueries + patches.count();
        RequestRecord.write(memory("request"), input, queries);
        floats("boxes", patches.boxes());
        MemorySegment.copy(patches.planes(), 0, memory("planes"), ValueLayout.JAVA_INT, 0, patches.planes().length);
        padding("patch_padding", patches.count());
        padding("query_padding", queries);
        roiMasks(patches);
        switch (input.source()) {
            case NetworkInput.Source.Image(var image) -> {
                RequestRecord.write(memory("image_record"), image.width(), image.height());
                MemorySegment.copy(image.rgb(), 0, memory("image"), ValueLayout.JAVA_BYTE, 0, image.rgb().length);
            }
            case NetworkInput.Source.Features(List<HostTensor> levels) -> {
                for (int i = 0; i < levels.size(); i++) {
                    plan.write("p" + (i + 2), levels.get(i));
                }
            }
        }
    }

    private void roiMasks(PatchTable patches) {
        if (patches.roiMasks().isEmpty()) {
            floats("boxes_ori", patches.boxesOri());
            return;
        }
        final byte[] cells = patches.roiMasks().get().cells();
        final MemorySegment target = memory("roi_mask");
        MemorySegment.copy(cells, 0, target, ValueLayout.JAVA_BYTE, 0, cells.length);
        for (long i = cells.length; i < target.byteSize(); i++) {
            target.set(ValueLayout.JAVA_BYTE, i, (byte) 0);
        }
    }

    /** Live rows, then zeros: boxes of padding patches have no area. */
    private void floats(String name, float[] values) {
        final MemorySegment target = memory(name);
        MemorySegment.copy(values, 0, target, ValueLayout.JAVA_FLOAT, 0, values.length);
        for (long i = values.length; i < target.byteSize() / Float.BYTES; i++) {
            target.setAtIndex(ValueLayout.JAVA_FLOAT, i, 0);
        }
    }

    /** Words with a 1 for every row that is padding. */
    private void padding(String name, int live) {
        final MemorySegment target = memory(name);
        final int words = (int) (target.byteSize() / Integer.BYTES);
        for (int w = 0; w < words; w++) {
            final int first = w << 5;
            final int word = live >= first + Integer.SIZE ? 0 : live <= first ? -1 : -1 << (live - first);
            target.setAtIndex(ValueLayout.JAVA_INT, w, word);
        }
    }

    private MemorySegment memory(String name) {
        return plan.input(name).data();
    }

    @Override
    public void close() {
        plan.close();
    }
}

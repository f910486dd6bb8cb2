package io.samcp.layers.inference;

import io.samcp.layers.input.BitPlane;
import io.samcp.layers.model.Symbols;
import io.samcp.runtime.DeviceStream;
import io.samcp.runtime.graph.Plan;
import io.samcp.runtime.tensor.HostTensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/** One plan with its staging: writes a request, queues the forward pass, and leaves the results in host memory. */
final class PlannedForward implements AutoCloseable {

    private final Plan plan;
    private final Staging staging;
    private final int semanticQueries;

    PlannedForward(Plan plan, int semanticQueries) {
        this.plan = plan;
        this.staging = new Staging(plan);
        this.semanticQueries = semanticQueries;
    }

    Plan plan() {
        return plan;
    }

    Staging staging() {
        return staging;
    }

    /** Queues upload, forward pass and download; the results are there after the stream is synchronized. */
    void runAsync(DeviceStream stream, NetworkInput input) {
        upload(stream, input);
        plan.launchAsync(stream);
        download(stream, input.patches());
    }

    private void upload(DeviceStream stream, NetworkInput input) {
        final PatchTable patches = input.patches();
        final int queries = semanticQueries + patches.count();
        RequestRecord.write(staging.input("request"), input, queries);
        whole(stream, "request");
        floats(stream, "boxes", patches.boxes());
        MemorySegment.copy(patches.planes(), 0, staging.input("planes"), ValueLayout.JAVA_INT, 0, patches.planes().length);
        staging.uploadAsync(stream, "planes", (long) Integer.BYTES * patches.planes().length);
        padding(stream, "patch_padding", patches.count());
        padding(stream, "query_padding", queries);
        roiMasks(stream, patches);
        switch (input.source()) {
            case NetworkInput.Source.Image(var image) -> {
                RequestRecord.write(staging.input("image_record"), image.width(), image.height());
                whole(stream, "image_record");
                MemorySegment.copy(image.rgb(), 0, staging.input("image"), ValueLayout.JAVA_BYTE, 0, image.rgb().length);
                staging.uploadAsync(stream, "image", image.rgb().length);
            }
            case NetworkInput.Source.Features(List<HostTensor> levels) -> {
                for (int i = 0; i < levels.size(); i++) {
                    stream.uploadAsync(levels.get(i).data(), plan.input("p" + (i + 2)).buffer());
                }
            }
        }
    }

    private void roiMasks(DeviceStream stream, PatchTable patches) {
        if (patches.roiMasks().isEmpty()) {
            floats(stream, "boxes_ori", patches.boxesOri());
            return;
        }
        final byte[] cells = patches.roiMasks().get().cells();
        final MemorySegment target = staging.input("roi_mask");
        MemorySegment.copy(cells, 0, target, ValueLayout.JAVA_BYTE, 0, cells.length);
        target.asSlice(cells.length).fill((byte) 0);
        whole(stream, "roi_mask");
    }

    /** Live rows, then zeros: boxes of padding patches have no area. */
    private void floats(DeviceStream stream, String name, float[] values) {
        final MemorySegment target = staging.input(name);
        MemorySegment.copy(values, 0, target, ValueLayout.JAVA_FLOAT, 0, values.length);
        target.asSlice((long) Float.BYTES * values.length).fill((byte) 0);
        whole(stream, name);
    }

    /** Words with a 1 for every row that is padding. */
    private void padding(DeviceStream stream, String name, int live) {
        final MemorySegment target = staging.input(name);
        final int words = (int) (target.byteSize() / Integer.BYTES);
        for (int w = 0; w < words; w++) {
            final int first = w << 5;
            final int word = live >= first + Integer.SIZE ? 0 : live <= first ? -1 : -1 << (live - first);
            target.setAtIndex(ValueLayout.JAVA_INT, w, word);
        }
        whole(stream, name);
    }

    private void whole(DeviceStream stream, String name) {
        staging.uploadAsync(stream, name, plan.input(name).type().bytes());
    }

    private void download(DeviceStream stream, PatchTable patches) {
        final long pixels = (long) patches.width() * patches.height();
        final long planeWords = BitPlane.wordsPerPlane(patches.width(), patches.height());
        for (final String name : plan.graph().outputs().keySet()) {
            final long all = plan.output(name).type().bytes();
            final long bytes = switch (name) {
                case "pan.map", "pan.semantic" -> Integer.BYTES * pixels;
                case "ins.masks" -> all / plan.dims().get(Symbols.PLANE_WORDS) * planeWords;
                default -> all;
            };
            staging.downloadAsync(stream, name, bytes);
        }
    }

    @Override
    public void close() {
        plan.close();
        staging.close();
    }
}

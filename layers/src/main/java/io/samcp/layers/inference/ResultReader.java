package io.samcp.layers.inference;

import io.samcp.layers.input.BitPlane;
import io.samcp.layers.result.Box;
import io.samcp.layers.result.Instance;
import io.samcp.layers.result.LabelMap;
import io.samcp.layers.result.Segment;
import io.samcp.layers.result.Segmentation;
import io.samcp.runtime.graph.Plan;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns the outputs in host memory into a {@link Segmentation}. */
final class ResultReader {

    private static final int SEGMENT_FIELDS = 5;
    private static final int BOX = 4;

    private final Plan plan;
    private final PatchTable patches;
    private final int numClasses;

    ResultReader(Plan plan, PatchTable patches, int numClasses) {
        this.plan = plan;
        this.patches = patches;
        this.numClasses = numClasses;
    }

    Segmentation read() {
        return new Segmentation(patches.width(), patches.height(), instances(), segments(), map("pan.map"), map("pan.semantic"));
    }

    /** What an image without patches gives: no instances, all void (SPEC 17). */
    static Segmentation empty(int width, int height, int numClasses) {
        final int[] values = new int[Math.multiplyExact(width, height)];
        Arrays.fill(values, numClasses);
        return new Segmentation(width, height, List.of(), List.of(), new LabelMap(width, height, numClasses, values),
                new LabelMap(width, height, numClasses, values));
    }

    private List<Instance> instances() {
        final int count = integer("ins.count", 0);
        final int rowWords = Bucket.words(Bucket.paddedPatches(patches.count()));
        final int planeWords = BitPlane.wordsPerPlane(patches.width(), patches.height());
        final List<Instance> instances = new ArrayList<>(count);
        for (int k = 0; k < count; k++) {
            final BitSet merged = new BitSet(patches.count());
            for (int n = 0; n < patches.count(); n++) {
                if ((integer("ins.patches", k * rowWords + (n >> 5)) >>> (n & 31) & 1) != 0) {
                    merged.set(n);
                }
            }
            final int[] words = new int[planeWords];
            MemorySegment.copy(memory("ins.masks"), ValueLayout.JAVA_INT, (long) Integer.BYTES * k * planeWords, words, 0,
                    planeWords);
            final int b = BOX * k;
            final Box box = new Box(real("ins.boxes", b), real("ins.boxes", b + 1), real("ins.boxes", b + 2), real("ins.boxes", b + 3));
            instances.add(new Instance(integer("ins.labels", k), real("ins.scores", k), integer("ins.query", k), merged, box,
                    integer("ins.area", k), new BitPlane(patches.width(), patches.height(), words)));
        }
        return instances;
    }

    private List<Segment> segments() {
        final Map<Integer, Float> scores = new HashMap<>();
        for (int k = 0; k < integer("pan.count", 0); k++) {
            scores.put(integer("pan.query", k), real("pan.score", k));
        }
        final List<Segment> segments = new ArrayList<>();
        for (int s = 0; s < integer("pan.segment_count", 0); s++) {
            final int i = SEGMENT_FIELDS * s;
            final int query = integer("pan.segments", i);
            segments.add(new Segment(query, integer("pan.segments", i + 1), integer("pan.segments", i + 2), scores.get(query),
                    integer("pan.segments", i + 3), integer("pan.segments", i + 4)));
        }
        return segments;
    }

    private LabelMap map(String name) {
        final int[] values = new int[patches.width() * patches.height()];
        MemorySegment.copy(memory(name), ValueLayout.JAVA_INT, 0, values, 0, values.length);
        return new LabelMap(patches.width(), patches.height(), numClasses, values);
    }

    private int integer(String name, long index) {
        return memory(name).getAtIndex(ValueLayout.JAVA_INT, index);
    }

    private float real(String name, long index) {
        return memory(name).getAtIndex(ValueLayout.JAVA_FLOAT, index);
    }

    private MemorySegment memory(String name) {
        return plan.output(name).data();
    }
}

package io.samcp.test.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.kernels.Kernel;
import io.samcp.kernels.KernelParameter;
import io.samcp.kernels.ScalarValue;
import io.samcp.kernels.merging.MaskMergeKernel;
import io.samcp.kernels.merging.MergingReference;
import io.samcp.kernels.merging.PanopticAcceptKernel;
import io.samcp.kernels.merging.PanopticClaimKernel;
import io.samcp.kernels.merging.PanopticOwnerKernel;
import io.samcp.kernels.merging.PanopticPaintKernel;
import io.samcp.kernels.merging.PanopticSettleKernel;
import io.samcp.runtime.Check;
import io.samcp.runtime.EngineOptions;
import io.samcp.runtime.EngineOptions.Execution;
import io.samcp.runtime.EngineOptions.WarpOrder;
import io.samcp.simulator.exec.Engine;
import io.samcp.simulator.exec.Launch;
import io.samcp.simulator.exec.MemoryRanges;
import io.samcp.simulator.exec.Program;
import io.samcp.simulator.exec.StaticMemory;
import io.samcp.simulator.launch.PtxText;
import io.samcp.simulator.program.Lowerer;
import io.samcp.test.kernels.KernelHarness.Outputs;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Iterator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Merging at 4000 x 4000, with planes beyond 4 GB. The planes are a file with holes: only those of selected patches have pages, and the
 * kernels must not touch the others.
 */
final class LargeMergingTest {

    private static final int SIDE = 4000;
    private static final int ROW_WORDS = SIDE / 32;
    private static final int WORDS = SIDE * ROW_WORDS;
    /** Plane by plane 2 MB: the last begins at 4.48 GB. */
    private static final int PATCHES = 2240;
    /** Patches with pixels, and their rectangles: left, top, right, bottom. */
    private static final int[][] RECTANGLES = {{0, 0, 0, 900, 1100}, {3, 500, 300, 2100, 1900}, {1023, 1000, 0, 1017, 4000},
        {1074, 0, 3999, 4000, 4000}, {2147, 3000, 2000, 4000, 3999}, {2239, 1700, 1700, 3301, 3302}};
    private static final int RESULTS = 12;

    @TempDir
    private static Path folder;

    private static Arena arena;
    private static MemorySegment planes;

    @BeforeAll
    static void makePlanes() throws IOException {
        arena = Arena.ofShared();
        try (FileChannel file = FileChannel.open(folder.resolve("planes"), StandardOpenOption.CREATE_NEW, StandardOpenOption.SPARSE,
                StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            planes = file.map(MapMode.READ_WRITE, 0, (long) PATCHES * WORDS * Integer.BYTES, arena);
        }
        for (final int[] r : RECTANGLES) {
            planes.asSlice(offset(r[0]), (long) WORDS * Integer.BYTES).copyFrom(MemorySegment.ofArray(plane(r)));
        }
    }

    @AfterAll
    static void unmap() {
        arena.close();
    }

    private static long offset(int patch) {
        return (long) patch * WORDS * Integer.BYTES;
    }

    private static int[] plane(int[] r) {
        final int[] plane = new int[WORDS];
        for (int y = r[2]; y < r[4]; y++) {
            for (int x = r[1]; x < r[3]; x++) {
                plane[y * ROW_WORDS + (x >> 5)] |= 1 << (x & 31);
            }
        }
        return plane;
    }

    /** Result k wants the patches whose rectangle's number has a bit in common with k. */
    private static int[] selection(int rows) {
        final int words = Math.ceilDiv(PATCHES, 32);
        final int[] selected = new int[rows * words];
        for (int k = 0; k < rows; k++) {
            for (int i = 0; i < RECTANGLES.length; i++) {
                if ((k >> i & 1) != 0) {
                    selected[k * words + (RECTANGLES[i][0] >> 5)] |= 1 << (RECTANGLES[i][0] & 31);
                }
            }
        }
        return selected;
    }

    private static int[] mask(int k) {
        final int[] mask = new int[WORDS];
        for (int i = 0; i < RECTANGLES.length; i++) {
            if ((k >> i & 1) != 0) {
                final int[] plane = plane(RECTANGLES[i]);
                Arrays.setAll(mask, w -> mask[w] | plane[w]);
            }
        }
        return mask;
    }

    /** Launches compiled, with the cheap checks, planes from the file; outputs hold -1 before. */
    private static <S> MemorySegment[] launch(Arena memory, Kernel<S> shipped, S shape, Object... inputs) {
        final Kernel<S> kernel = MutantInForce.insteadOf(shipped);
        final EngineOptions options = MutantInForce.limit(
                new EngineOptions(2, WarpOrder.FORWARD, 0).withExecution(Execution.COMPILED).withChecks(Check.cheap()), shipped.name());
        final PtxText text = PtxText.read(kernel.name() + ".ptx", kernel.source().text());
        final Program program = Lowerer.lower(text.module(), kernel.name(), new StaticMemory(memory, text.module()));
        final ByteBuffer parameters = ByteBuffer.allocate(program.parameterBytes()).order(ByteOrder.LITTLE_ENDIAN);
        final MemoryRanges ranges = new MemoryRanges();
        final MemorySegment[] buffers = new MemorySegment[kernel.parameters().size()];
        final Iterator<ScalarValue> scalars = kernel.scalars(shape).iterator();
        int buffer = 0;
        int input = 0;
        for (int i = 0; i < buffers.length; i++) {
            final KernelParameter parameter = kernel.parameters().get(i);
            final int at = program.parameters().get(i).offset();
            if (!parameter.kind().isBuffer()) {
                parameters.putInt(at, scalars.next().bits());
                continue;
            }
            final long bytes = kernel.bufferBytes(shape).get(buffer++);
            if (parameter.name().equals("planes")) {
                buffers[i] = planes;
            } else {
                buffers[i] = memory.allocate(bytes, 256).fill((byte) -1);
                if (parameter.kind() != KernelParameter.Kind.OUT) {
                    buffers[i].copyFrom(MemorySegment.ofArray((int[]) inputs[input++]));
                }
            }
            assertEquals(bytes, buffers[i].byteSize(), parameter.name());
            ranges.add(parameter.name(), buffers[i].address(), bytes, parameter.kind() != KernelParameter.Kind.IN);
            parameters.putLong(at, buffers[i].address());
        }
        try (Engine engine = new Engine(options); Engine.Runners runners = engine.runners(program, kernel.geometry(shape))) {
            runners.run(new Launch(program, kernel.geometry(shape), parameters.array(), ranges, null));
        }
        return buffers;
    }

    private static int[] ints(MemorySegment segment) {
        return segment.toArray(ValueLayout.JAVA_INT);
    }

    @Test
    void theLastPlaneBeginsBeyondFourGigabytes() {
        assertTrue(offset(RECTANGLES[5][0]) > 1L << 32);
        assertTrue(offset(RECTANGLES[4][0]) < 1L << 32 && offset(RECTANGLES[3][0]) > 1L << 31, "one where only the sign bit is lost");
        assertTrue(planes.byteSize() > 1L << 32);
    }

    @Test
    void masksOfEveryRungAreUnions() {
        for (final MaskMergeKernel.Version version : MaskMergeKernel.Version.values()) {
            final MaskMergeKernel.Shape shape = new MaskMergeKernel.Shape(64, PATCHES, PATCHES * WORDS, WORDS, 2, 20);
            final int[] record = RequestRecords.of(PATCHES, 64, SIDE, SIDE);
            try (Arena memory = Arena.ofConfined()) {
                final MemorySegment[] out = launch(memory, new MaskMergeKernel(version), shape, new int[]{41, 43}, new int[]{2},
                        selection(64),
                        record, new int[2]);
                for (int k = 0; k < 2; k++) {
                    final int[] mask = mask(61 + 2 * k);
                    assertArrayEquals(mask, ints(out[7].asSlice((long) k * WORDS * Integer.BYTES, (long) WORDS * Integer.BYTES)),
                            version + ": mask " + k);
                    assertEquals(MergingReference.area(mask), ints(out[6])[k], version + ": area " + k);
                }
            }
        }
    }

    /** From selection to maps. Results are few only because the engine's time goes with their number. */
    @Test
    void mapsWithoutMasks() {
        final int[] masksOf = {41, 17, 6, 32, 1, 0, 63, 8, 5, 20, 2, 16};
        final int[] owners = new int[SIDE * SIDE];
        Arrays.fill(owners, -1);
        final int[] full = new int[RESULTS];
        for (int k = 0; k < RESULTS; k++) {
            final int[] mask = mask(masksOf[k]);
            full[k] = MergingReference.area(mask);
            for (int p = 0; p < owners.length; p++) {
                if (owners[p] < 0 && (mask[p >> 5] >>> (p & 31) & 1) != 0) {
                    owners[p] = k;
                }
            }
        }
        final int[] owned = MergingReference.ownedAreas(owners, RESULTS);
        final int[] labels = new int[RESULTS];
        Arrays.setAll(labels, k -> k % 133);
        final int[] record = RequestRecords.of(PATCHES, 64, SIDE, SIDE);
        final int[] count = {RESULTS};
        try (Arena memory = Arena.ofConfined()) {
            final MemorySegment[] claimed = launch(memory, new PanopticClaimKernel(PanopticClaimKernel.BEST),
                    new PanopticClaimKernel.Shape(64, PATCHES, PATCHES * WORDS, WORDS, RESULTS), masksOf, count,
                    selection(64), record, new int[RESULTS], new int[RESULTS]);
            assertArrayEquals(owned, ints(claimed[5]), "owned pixels");
            assertArrayEquals(full, ints(claimed[6]), "pixels");
            final PanopticSettleKernel.Shape settle = new PanopticSettleKernel.Shape(WORDS, SIDE * SIDE, RESULTS, 80, 133, 0.4, true);
            final MemorySegment[] settled = launch(memory, new PanopticSettleKernel(PanopticSettleKernel.BEST), settle, masksOf, labels,
                    count,
                    owned, full, ints(claimed[7]), record);
            final int[] values = MergingReference.values(new PanopticAcceptKernel.Shape(RESULTS, 80, 0.4), labels, owned, full, RESULTS);
            final int[] map = MergingReference.map(new PanopticPaintKernel.Shape(1, SIDE * SIDE, RESULTS, 133, true), owners, values);
            assertArrayEquals(map, ints(settled[9]), "map");
            Arrays.setAll(map, p -> map[p] % 1000);
            assertArrayEquals(map, ints(settled[10]), "semantic map");
        }
    }

    /** The chain through masks, two results, on the upper quarter. */
    @Test
    void mapsThroughMasks() {
        final int height = SIDE / 4;
        final int words = WORDS / 4;
        final int[] masks = Arrays.copyOf(Arrays.copyOf(mask(5), words), 2 * words);
        System.arraycopy(mask(56), 0, masks, words, words);
        final int[] record = RequestRecords.of(PATCHES, 2, height, SIDE);
        final int[] owners = MergingReference.owners(masks, 2, height, SIDE);
        assertArrayEquals(MergingReference.ownedAreas(owners, 2),
                KernelHarness.launchLarge(new PanopticOwnerKernel(PanopticOwnerKernel.BEST),
                        new PanopticOwnerKernel.Shape(words, 2), masks, new int[]{2}, record, new int[2]).ints("area"));
        final PanopticPaintKernel.Shape paint = new PanopticPaintKernel.Shape(words, height * SIDE, 2, 133, false);
        final int[] values = {7, 12_005};
        final Outputs painted = KernelHarness.launchLarge(new PanopticPaintKernel(PanopticPaintKernel.BEST), paint, masks, new int[]{2},
                values,
                record);
        assertArrayEquals(MergingReference.map(paint, owners, values), painted.ints("map"));
    }
}

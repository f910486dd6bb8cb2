package io.samcp.test.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.app.command.ShippedModel;
import io.samcp.app.scenes.Scene;
import io.samcp.app.scenes.SceneFolder;
import io.samcp.layers.Request;
import io.samcp.layers.SamCp;
import io.samcp.layers.input.PatchSet;
import io.samcp.layers.result.Segmentation;
import io.samcp.runtime.CudaDevice;
import io.samcp.simulator.driver.LiveObjects;
import io.samcp.simulator.driver.NodeOrder;
import io.samcp.simulator.driver.StandInDriver;
import io.samcp.test.golden.GoldenData;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/**
 * Two engines and eight threads on one CUDA device: every answer has the bits of a single thread, and nothing grows. A short slice runs
 * always, ten minutes with {@code mvn -Psoak}.
 */
final class CudaSoakTest {

    private static final int THREADS = 8;
    private static final long HEAP_SLACK = 96L << 20;
    private static final long SECONDS = Long.getLong("samcp.soak.seconds", 12);

    @Test
    void twoEnginesAndEightThreadsGiveTheBitsOfOneInFlatMemory() throws InterruptedException {
        final StandInDriver driver = StandIn.driver();
        driver.setOrder(NodeOrder.RANDOM, 21);
        final List<Request> requests = requests();
        try (CudaDevice device = CudaDevice.open(StandIn.options()); SamCp one = engine(device); SamCp two = engine(device)) {
            for (final SamCp engine : List.of(one, two)) {
                requests.forEach(engine::warmUp);
            }
            final List<Segmentation> expected = one.segmentAll(requests);
            assertEquals(expected, two.segmentAll(requests));
            final LiveObjects before = driver.live();
            final long heapBefore = usedHeap();
            final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
            final AtomicLong answers = new AtomicLong();
            final long end = System.nanoTime() + SECONDS * 1_000_000_000L;
            final List<Thread> threads = new ArrayList<>();
            for (int t = 0; t < THREADS; t++) {
                final SamCp engine = t % 2 == 0 ? one : two;
                final int offset = t;
                threads.add(Thread.ofPlatform().start(() -> {
                    for (int i = offset; System.nanoTime() < end; i++) {
                        final int which = i % requests.size();
                        final Request request = requests.get(which);
                        if (!engine.segment(request.image(), request.patches()).equals(expected.get(which))) {
                            wrong.add("request " + which);
                        }
                        answers.incrementAndGet();
                    }
                }));
            }
            for (final Thread thread : threads) {
                thread.join();
            }
            assertEquals(List.of(), List.copyOf(wrong));
            assertTrue(answers.get() >= THREADS, "answers: " + answers);
            assertEquals(before, driver.live(), "what the driver holds");
            assertTrue(usedHeap() - heapBefore < HEAP_SLACK, "the heap grew from " + heapBefore + " to " + usedHeap());
        }
        assertEquals(LiveObjects.NONE, driver.live());
    }

    private static SamCp engine(CudaDevice device) {
        return SamCp.builder().weights(ShippedModel.file()).device(device).libraries(false).sessions(2).build();
    }

    /** Three sizes of patch sets of small scenes. */
    private static List<Request> requests() {
        final SceneFolder scenes = SceneFolder.open(GoldenData.projectRoot().resolve("scenes"));
        final Scene first = scenes.load(scenes.images().get(9));
        final Scene second = scenes.load(scenes.images().get(5));
        final PatchSet few = new PatchSet(first.image().width(), first.image().height(), first.patches().patches().subList(0, 3));
        return List.of(new Request(first.image(), first.patches()), new Request(second.image(), second.patches()),
                new Request(first.image(), few));
    }

    private static long usedHeap() {
        System.gc();
        final Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}

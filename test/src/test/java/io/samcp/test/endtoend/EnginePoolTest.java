package io.samcp.test.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.app.command.ShippedModel;
import io.samcp.app.scenes.Scene;
import io.samcp.app.scenes.SceneFolder;
import io.samcp.layers.Request;
import io.samcp.layers.SamCp;
import io.samcp.layers.Session;
import io.samcp.layers.input.PatchFormatException;
import io.samcp.layers.input.PatchSet;
import io.samcp.layers.result.Segmentation;
import io.samcp.runtime.Device;
import io.samcp.runtime.Devices;
import io.samcp.runtime.EngineOptions;
import io.samcp.test.golden.GoldenData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The engine's pool of sessions: many requests, answers later, and an end in the middle of work. */
final class EnginePoolTest {

    private static Device device;
    private static Request request;
    private static Request other;
    private static Segmentation expected;
    private static Segmentation expectedOther;

    @BeforeAll
    static void open() {
        device = Devices.engine(EngineOptions.allCores());
        final SceneFolder scenes = SceneFolder.open(GoldenData.projectRoot().resolve("scenes"));
        request = request(scenes.load(scenes.images().get(9)));
        other = request(scenes.load(scenes.images().get(5)));
        try (SamCp engine = engine(1); Session session = engine.openSession()) {
            expected = session.segment(request.image(), request.patches());
            expectedOther = session.segment(other.image(), other.patches());
        }
    }

    @AfterAll
    static void close() {
        device.close();
    }

    private static Request request(Scene scene) {
        return new Request(scene.image(), scene.patches());
    }

    private static SamCp engine(int sessions) {
        return SamCp.builder().weights(ShippedModel.file()).device(device).libraries(false).sessions(sessions).build();
    }

    @Test
    void answersComeInTheOrderOfTheRequests() {
        try (SamCp engine = engine(2)) {
            assertEquals(List.of(expected, expectedOther, expected),
                    engine.segmentAll(List.of(request, other, request)));
            assertEquals(List.of(), engine.segmentAll(List.of()));
        }
    }

    @Test
    void aRefusedRequestOfManyIsNamedAndTheEngineGoesOn() {
        final Request wrong = new Request(request.image(), new PatchSet(3, 2, List.of()));
        try (SamCp engine = engine(1)) {
            final PatchFormatException refused = assertThrows(PatchFormatException.class,
                    () -> engine.segmentAll(List.of(request, wrong, other)));
            assertTrue(refused.getMessage().contains("3x2"), refused.getMessage());
            assertEquals(expected, engine.segment(request.image(), request.patches()));
        }
    }

    @Test
    void theAnswerIsCompletedOnTheCallersExecutor() throws InterruptedException, ExecutionException, TimeoutException {
        final ExecutorService mine = Executors.newSingleThreadExecutor(work -> new Thread(work, "mine"));
        try (SamCp engine = engine(1)) {
            final CompletableFuture<String> thread = engine.segmentAsync(request, mine)
                    .thenApply(answer -> answer.equals(expected) ? Thread.currentThread().getName() : "another answer");
            assertEquals("mine", thread.get(1, TimeUnit.MINUTES));
            final CompletionException refused = assertThrows(CompletionException.class,
                    () -> engine.segmentAsync(new Request(request.image(), new PatchSet(3, 2, List.of())), mine).join());
            assertInstanceOf(PatchFormatException.class, refused.getCause());
        } finally {
            mine.shutdown();
        }
    }

    @Test
    void warmingUpMakesThePlans() {
        try (SamCp engine = engine(2)) {
            engine.warmUp(request);
            assertEquals(expected, engine.segment(request.image(), request.patches()));
            engine.warmUp(new Request(request.image(), new PatchSet(request.image().width(), request.image().height(), List.of())));
        }
    }

    @Test
    void closingInTheMiddleOfWorkFinishesWhatRunsAndRefusesTheRest() throws InterruptedException {
        final SamCp engine = engine(1);
        final List<CompletableFuture<Segmentation>> answers = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            answers.add(engine.segmentAsync(request, Runnable::run));
        }
        final Session own = engine.openSession();
        final CompletableFuture<Segmentation> onItsOwn = CompletableFuture.supplyAsync(() -> own.segment(other.image(), other.patches()));
        Thread.sleep(200); // something is under way; what exactly does not matter
        engine.close();
        int finished = 0;
        for (final CompletableFuture<Segmentation> answer : answers) {
            if (answer.handle((done, error) -> error == null).join()) {
                assertEquals(expected, answer.join());
                finished++;
            } else {
                assertInstanceOf(IllegalStateException.class, assertThrows(CompletionException.class, answer::join).getCause());
            }
        }
        assertTrue(finished < answers.size(), "closing does not work off the queue");
        onItsOwn.handle((done, error) -> error == null ? done.equals(expectedOther) : error.getCause() instanceof IllegalStateException)
                .thenAccept(well -> assertTrue(well)).join();
        assertThrows(IllegalStateException.class, () -> engine.segment(request.image(), request.patches()));
        assertThrows(IllegalStateException.class, () -> engine.segmentAsync(request, Runnable::run));
        engine.close();
    }

    @Test
    void manyThreadsGetTheBitsOfOne() {
        try (SamCp one = engine(1); SamCp two = engine(2)) {
            final List<Thread> threads = new ArrayList<>();
            final List<String> wrong = new ArrayList<>();
            for (int t = 0; t < 8; t++) {
                final SamCp engine = t % 2 == 0 ? one : two;
                final boolean first = t % 4 < 2;
                threads.add(Thread.ofPlatform().start(() -> {
                    final Request mine = first ? request : other;
                    final Segmentation answer = engine.segment(mine.image(), mine.patches());
                    if (!answer.equals(first ? expected : expectedOther)) {
                        synchronized (wrong) {
                            wrong.add(Arrays.toString(answer.panoptic().values()));
                        }
                    }
                }));
            }
            threads.forEach(EnginePoolTest::join);
            assertEquals(List.of(), wrong);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

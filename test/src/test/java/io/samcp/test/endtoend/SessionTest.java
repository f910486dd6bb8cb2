package io.samcp.test.endtoend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.app.command.ShippedModel;
import io.samcp.app.scenes.Scene;
import io.samcp.app.scenes.SceneFolder;
import io.samcp.layers.SamCp;
import io.samcp.layers.Session;
import io.samcp.layers.input.ImageFormatException;
import io.samcp.layers.input.Patch;
import io.samcp.layers.input.PatchFormatException;
import io.samcp.layers.input.PatchSet;
import io.samcp.layers.input.RgbImage;
import io.samcp.layers.input.RunLengthMask;
import io.samcp.layers.result.Instance;
import io.samcp.layers.result.Segmentation;
import io.samcp.runtime.Device;
import io.samcp.runtime.Devices;
import io.samcp.runtime.EngineOptions;
import io.samcp.test.golden.GoldenData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The public engine with the shipped model: unusual and bad requests, repetition, ownership. */
final class SessionTest {

    private static Device device;
    private static SamCp engine;
    private static Scene scene;

    @BeforeAll
    static void open() {
        device = Devices.engine(EngineOptions.allCores());
        engine = engine(device);
        final SceneFolder scenes = SceneFolder.open(GoldenData.projectRoot().resolve("scenes"));
        scene = scenes.load(scenes.images().get(9));
    }

    @AfterAll
    static void close() {
        engine.close();
        device.close();
    }

    private static SamCp engine(Device on) {
        return SamCp.builder().weights(ShippedModel.file()).device(on).libraries(false).maxPixels(1 << 20).build();
    }

    private static PatchSet first(int count) {
        return new PatchSet(scene.image().width(), scene.image().height(), scene.patches().patches().subList(0, count));
    }

    @Test
    void noPatchesGiveNoInstancesAndVoidMaps() {
        try (Session session = engine.openSession()) {
            final Segmentation none = session.segment(scene.image(), first(0));
            assertEquals(List.of(), none.instances());
            assertEquals(List.of(), none.segments());
            assertTrue(Arrays.stream(none.panoptic().values()).allMatch(v -> v == 12), "panoptic map is void");
            assertTrue(Arrays.stream(none.semantic().values()).allMatch(v -> v == 12), "semantic map is void");
        }
    }

    @Test
    void onePatchGivesEmptyMasksAndVoidMaps() {
        try (Session session = engine.openSession()) {
            final Segmentation one = session.segment(scene.image(), first(1));
            assertEquals(6, one.instances().size(), "one query with each of six thing classes");
            for (final Instance instance : one.instances()) {
                assertEquals(0, instance.area());
                assertTrue(instance.patches().isEmpty());
            }
            assertTrue(Arrays.stream(one.panoptic().values()).allMatch(v -> v == 12), "panoptic map is void");
        }
    }

    @Test
    void onePixelImagesWork() {
        final RgbImage pixel = new RgbImage(1, 1, new byte[]{1, 2, 3});
        final Patch patch = new Patch(new RunLengthMask(1, 1, new int[]{0, 1}), 0, 0, 0, 0);
        try (Session session = engine.openSession()) {
            assertEquals(1, session.segment(pixel, new PatchSet(1, 1, List.of(patch, patch))).panoptic().values().length);
        }
    }

    @Test
    void theSameRequestGivesTheSameBits() {
        try (Session session = engine.openSession(); Session other = engine.openSession()) {
            final Segmentation a = session.segment(scene.image(), scene.patches());
            assertSame(a, session.segment(scene.image(), scene.patches()));
            assertSame(a, other.segment(scene.image(), scene.patches()));
        }
    }

    @Test
    void oneThreadAndAnyOrderOfWarpsGiveTheSameBits() {
        final Segmentation expected;
        try (Session session = engine.openSession()) {
            expected = session.segment(scene.image(), scene.patches());
        }
        for (final EngineOptions options : List.of(EngineOptions.deterministic(), new EngineOptions(1, EngineOptions.WarpOrder.REVERSE, 0),
                new EngineOptions(2, EngineOptions.WarpOrder.RANDOM, 5))) {
            try (Device ordered = Devices.engine(options); SamCp again = engine(ordered); Session session = again.openSession()) {
                assertSame(expected, session.segment(scene.image(), scene.patches()));
            }
        }
    }

    @Test
    void tooManyPatchesAreRefusedNamingTheLimit() {
        final List<Patch> many = new ArrayList<>(Collections.nCopies(1025, scene.patches().patches().getFirst()));
        final PatchSet patches = new PatchSet(scene.image().width(), scene.image().height(), many);
        refusesAndGoesOn(PatchFormatException.class, "at most 1024 patches per image, found 1025", scene.image(), patches);
    }

    @Test
    void patchesOfAnotherSizeAreRefused() {
        final Patch patch = new Patch(new RunLengthMask(10, 20, new int[]{200}), 0, 0, 1, 1);
        refusesAndGoesOn(PatchFormatException.class, "its patches are for 10x20", scene.image(), new PatchSet(10, 20, List.of(patch)));
    }

    @Test
    void imagesOverTheLimitAreRefused() {
        final RgbImage large = new RgbImage(2048, 1024, new byte[3 * 2048 * 1024]);
        refusesAndGoesOn(ImageFormatException.class, "at most 1048576 pixels", large, new PatchSet(2048, 1024, List.of()));
    }

    @Test
    void closedThingsSaySo() {
        final SamCp short1 = engine(device);
        final Session session = short1.openSession();
        short1.close();
        short1.close();
        session.close();
        assertThrows(IllegalStateException.class, () -> session.segment(scene.image(), first(2)));
        assertThrows(IllegalStateException.class, short1::openSession);
    }

    private static <E extends RuntimeException> void refusesAndGoesOn(Class<E> type, String message, RgbImage image, PatchSet patches) {
        try (Session session = engine.openSession()) {
            final Segmentation before = session.segment(scene.image(), first(3));
            final E refused = assertThrows(type, () -> session.segment(image, patches));
            assertTrue(refused.getMessage().contains(message), refused.getMessage());
            assertSame(before, session.segment(scene.image(), first(3)));
        }
    }

    private static void assertSame(Segmentation expected, Segmentation actual) {
        assertEquals(expected.segments(), actual.segments());
        assertArrayEquals(expected.panoptic().values(), actual.panoptic().values());
        assertArrayEquals(expected.semantic().values(), actual.semantic().values());
        assertEquals(expected.instances().size(), actual.instances().size());
        for (int i = 0; i < expected.instances().size(); i++) {
            final Instance a = expected.instances().get(i);
            final Instance b = actual.instances().get(i);
            assertEquals(List.of(a.label(), a.score(), a.query(), a.patches(), a.box(), a.area()),
                    List.of(b.label(), b.score(), b.query(), b.patches(), b.box(), b.area()), "instance " + i);
            assertArrayEquals(a.mask().words(), b.mask().words(), "mask of instance " + i);
        }
    }
}

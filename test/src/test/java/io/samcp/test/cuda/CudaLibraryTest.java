package io.samcp.test.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.layers.inference.ModelOptions;
import org.junit.jupiter.params.provider.EnumSource;
import io.samcp.kernels.Precision;
import io.samcp.app.command.ShippedModel;
import io.samcp.app.scenes.Scene;
import io.samcp.app.scenes.SceneFolder;
import io.samcp.app.verify.Verification;
import io.samcp.kernels.gemm.GemmKernel;
import io.samcp.layers.SamCp;
import io.samcp.layers.result.Segmentation;
import io.samcp.runtime.CudaDevice;
import io.samcp.runtime.CudaOptions;
import io.samcp.runtime.Device;
import io.samcp.runtime.DeviceBuffer;
import io.samcp.runtime.KernelWork;
import io.samcp.runtime.LibraryUse;
import io.samcp.runtime.LibraryWork;
import io.samcp.simulator.driver.LiveObjects;
import io.samcp.simulator.driver.NodeOrder;
import io.samcp.simulator.driver.StandInDriver;
import io.samcp.simulator.driver.StandInLibraries;
import io.samcp.test.golden.GoldenData;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** cuBLAS and cuDNN through the real JCublas and JCudnn classes, on stand-ins. */
final class CudaLibraryTest {

    private static final int SIZE = 32;

    private StandInDriver driver;
    private StandInLibraries libraries;
    private long products;
    private long convolutions;
    private long liveBefore;

    @BeforeEach
    void load() {
        driver = StandIn.driver();
        libraries = driver.libraries();
        products = libraries.products();
        convolutions = libraries.convolutions();
        liveBefore = libraries.live();
    }

    @AfterEach
    void nothingIsLeft() {
        if (libraries != null) {
            libraries.refuseProduct(0);
            libraries.refuseConvolution(0);
            assertEquals(liveBefore, libraries.live(), "handles and descriptors");
            assertEquals(LiveObjects.NONE, driver.live());
        }
    }

    private static CudaOptions options(LibraryUse use) {
        return StandIn.options().withLibraries(use);
    }

    private long queuedProducts() {
        return libraries.products() - products;
    }

    private long queuedConvolutions() {
        return libraries.convolutions() - convolutions;
    }

    @ParameterizedTest
    @ValueSource(strings = {"case_p7", "case_p33", "case_flag_qe", "ffn", "text_classifier"})
    void agreesWithPyTorchWhereverALibraryCanBeUsed(String name) {
        final StringWriter report = new StringWriter();
        driver.setOrder(NodeOrder.RANDOM, name.hashCode());
        try (Device device = CudaDevice.open(options(LibraryUse.ALWAYS))) {
            assertTrue(
                    new Verification(device, ModelOptions.of(true, Precision.FP32)).run(GoldenData.folder(), Set.of(name), running -> {},
                            new PrintWriter(report)),
                    report::toString);
        }
        assertTrue(queuedProducts() > 0, "products: " + queuedProducts());
    }

    @ParameterizedTest
    @EnumSource(value = Precision.class, mode = EnumSource.Mode.EXCLUDE, names = "FP32")
    void everyPrecisionIsAsGoodAsPlainLoops(Precision precision) {
        final StringWriter report = new StringWriter();
        try (Device device = CudaDevice.open(options(LibraryUse.ALWAYS))) {
            assertTrue(
                    new Verification(device, ModelOptions.of(true, precision)).run(GoldenData.folder(), Set.of("case_p33"), running -> {},
                            new PrintWriter(report)),
                    report::toString);
        }
        assertTrue(queuedProducts() > 0 && queuedConvolutions() > 0, queuedProducts() + " products");
    }

    @Test
    void givesTheSameAnswerInAnyOrderOnAnyNumberOfLanes() {
        final Segmentation first = segment(options(LibraryUse.ALWAYS).withLanes(1));
        assertTrue(queuedProducts() > 0 && queuedConvolutions() > 0, queuedProducts() + " products, " + queuedConvolutions()
                + " convolutions");
        for (int seed = 1; seed <= 2; seed++) {
            driver.setOrder(NodeOrder.RANDOM, seed);
            assertEquals(first, segment(options(LibraryUse.ALWAYS).withLanes(1 << seed)), "seed " + seed);
        }
        assertEquals(first, segment(options(LibraryUse.ALWAYS).blamingEachLaunch()));
    }

    @Test
    void neverMeansNever() {
        segment(options(LibraryUse.NEVER));
        assertEquals(0, queuedProducts() + queuedConvolutions());
    }

    @Test
    void replaysWithoutCallingALibrary() {
        try (CudaDevice device = CudaDevice.open(options(LibraryUse.ALWAYS)); SamCp engine = engine(device)) {
            final Scene scene = scene();
            final Segmentation first = engine.segment(scene.image(), scene.patches());
            final long before = queuedProducts() + queuedConvolutions();
            driver.forgetCalls();
            assertEquals(first, engine.segment(scene.image(), scene.patches()));
            assertEquals(before, queuedProducts() + queuedConvolutions());
            assertEquals(4, driver.calls());
        }
    }

    @Test
    void measuresOnceAndRemembersOnDisk(@TempDir Path cache) throws IOException {
        final CudaOptions measured = options(LibraryUse.MEASURED).withCache(cache);
        try (CudaDevice device = CudaDevice.open(measured)) {
            prefers(device);
            final long tried = queuedProducts();
            assertTrue(tried > 1, "products: " + tried);
            prefers(device);
            assertEquals(tried, queuedProducts(), "asked again");
        }
        final Path file = choices(cache);
        final String line = Files.readString(file);
        assertTrue(line.startsWith("product 32x32x32 bias relu or gemm_f32_"), line);
        final long tried = queuedProducts();
        for (final boolean libraryWins : new boolean[]{true, false}) {
            Files.writeString(file, line.split("\t", -1)[0] + (libraryWins ? "\t1.00\t2.00\n" : "\t2.00\t1.00\n"));
            try (CudaDevice device = CudaDevice.open(measured)) {
                assertEquals(libraryWins, prefers(device));
            }
        }
        assertEquals(tried, queuedProducts(), "nothing was measured again");
    }

    @Test
    void measuresAgainWhatTheFileDoesNotTell(@TempDir Path cache) throws IOException {
        final CudaOptions measured = options(LibraryUse.MEASURED).withCache(cache);
        try (CudaDevice device = CudaDevice.open(measured)) {
            prefers(device);
        }
        Files.writeString(choices(cache), "product 32x32x32 bias relu\tfast\tslow\nnonsense\n");
        final long tried = queuedProducts();
        try (CudaDevice device = CudaDevice.open(measured)) {
            prefers(device);
        }
        assertTrue(queuedProducts() > tried, "measured again");
        assertEquals(1, Files.readAllLines(choices(cache)).size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ALWAYS", "MEASURED"})
    void takesOurKernelWhereTheLibraryRefuses(LibraryUse use) {
        final Segmentation expected = segment(options(LibraryUse.NEVER));
        libraries.refuseProduct(1);
        libraries.refuseConvolution(1);
        assertEquals(expected.instances().size(), segment(options(use)).instances().size());
    }

    @Test
    void saysWhatItFound() {
        try (CudaDevice device = CudaDevice.open(options(LibraryUse.ALWAYS))) {
            assertEquals("matrix products by cuBLAS 12.6.4; convolutions by cuDNN 9.5.1; always where they can",
                    device.description().libraries());
        }
        try (CudaDevice device = CudaDevice.open(options(LibraryUse.NEVER))) {
            assertEquals("none, as asked: PTX for everything", device.description().libraries());
        }
    }

    private static boolean prefers(Device device) {
        try (DeviceBuffer a = device.allocate(4L * SIZE * SIZE, "a");
                DeviceBuffer b = device.allocate(4L * SIZE * SIZE, "b");
                DeviceBuffer bias = device.allocate(4L * SIZE, "bias");
                DeviceBuffer y = device.allocate(4L * SIZE * SIZE, "y")) {
            return device.prefersLibrary(new LibraryWork.Gemm("test", SIZE, SIZE, SIZE, a, b, bias, null, true, y, Precision.FP32),
                    new KernelWork<>("test",
                            new GemmKernel(GemmKernel.BEST), new GemmKernel.Shape(SIZE, SIZE, SIZE, true, false, true),
                            List.of(a, b, bias, y, y)));
        }
    }

    private static Path choices(Path cache) throws IOException {
        try (Stream<Path> files = Files.list(cache)) {
            final List<Path> found = files.filter(f -> f.getFileName().toString().endsWith(".tsv")).collect(Collectors.toList());
            assertEquals(1, found.size(), found::toString);
            return found.getFirst();
        }
    }

    private static Scene scene() {
        final SceneFolder scenes = SceneFolder.open(GoldenData.projectRoot().resolve("scenes"));
        return scenes.load(scenes.images().get(9));
    }

    private static SamCp engine(Device device) {
        return SamCp.builder().weights(ShippedModel.file()).device(device).libraries(true).build();
    }

    private static Segmentation segment(CudaOptions options) {
        try (CudaDevice device = CudaDevice.open(options); SamCp engine = engine(device)) {
            final Scene scene = scene();
            assertFalse(scene.patches().patches().isEmpty());
            return engine.segment(scene.image(), scene.patches());
        }
    }
}

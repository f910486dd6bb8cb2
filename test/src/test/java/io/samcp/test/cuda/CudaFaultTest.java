package io.samcp.test.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.kernels.KernelParameter;
import io.samcp.runtime.CudaDevice;
import io.samcp.runtime.CudaOptions;
import io.samcp.runtime.Device;
import io.samcp.runtime.DeviceBuffer;
import io.samcp.runtime.DeviceException;
import io.samcp.runtime.DeviceStream;
import io.samcp.runtime.Executable;
import io.samcp.runtime.FillWork;
import io.samcp.runtime.KernelFaultException;
import io.samcp.runtime.KernelWork;
import io.samcp.runtime.OutOfDeviceMemoryException;
import io.samcp.runtime.Work;
import io.samcp.simulator.driver.LiveObjects;
import io.samcp.simulator.driver.StandInDriver;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rows of docs/faults.md: after each fault the documented behaviour holds, and nothing is left in the driver. */
final class CudaFaultTest {

    private static final int OUT_OF_MEMORY = 2;
    private static final int ILLEGAL_ADDRESS = 700;
    private static final int UNKNOWN = 999;

    private StandInDriver driver;

    @BeforeEach
    void load() {
        driver = StandIn.driver();
    }

    @AfterEach
    void nothingIsLeft() {
        if (driver != null) {
            driver.calm();
            assertEquals(LiveObjects.NONE, driver.live());
        }
    }

    private static Work doubling(DeviceBuffer x, DeviceBuffer y, int elements) {
        return new KernelWork<>("double", new OneLineKernel("add.f32 %v, %v, %v;"), elements, List.of(x, y));
    }

    /** Works on the device as if nothing had happened. */
    private static void works(Device device) {
        try (DeviceStream stream = device.openStream();
                DeviceBuffer x = device.allocate(40, "x");
                DeviceBuffer y = device.allocate(40, "y");
                Executable work = device.prepare("doubling", List.of(doubling(x, y, 10)))) {
            stream.uploadAsync(MemorySegment.ofArray(new float[]{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}), x);
            stream.launchAsync(work);
            final float[] result = new float[10];
            stream.downloadAsync(y, MemorySegment.ofArray(result));
            stream.synchronizeBlocking();
            assertEquals(20, result[9]);
        }
    }

    @Test
    void theKthAllocationFails() {
        try (Device device = StandIn.device()) {
            driver.failAllocation(2);
            try (DeviceBuffer first = device.allocate(64, "first")) {
                final OutOfDeviceMemoryException refused = assertThrows(OutOfDeviceMemoryException.class,
                        () -> device.allocate(128, "second"));
                assertTrue(refused.getMessage().contains("second") && refused.getMessage().contains("128")
                        && refused.getMessage().contains("free"), refused.getMessage());
                assertEquals(64, first.bytes());
            }
            works(device);
        }
    }

    @Test
    void pinnedMemoryFails() {
        try (Device device = StandIn.device()) {
            driver.failAllocation(1);
            final DeviceException refused = assertThrows(DeviceException.class, () -> device.allocateHost(64, "staging"));
            assertTrue(refused.getMessage().contains("staging") && refused.getMessage().contains("CUDA_ERROR_OUT_OF_MEMORY (2)"),
                    refused.getMessage());
            works(device);
        }
    }

    @Test
    void aKernelFaultsInTheMiddleOfAGraphAndTheDeviceIsDead() {
        try (Device device = StandIn.device()) {
            final DeviceStream stream = device.openStream();
            final DeviceBuffer x = device.allocate(40, "x");
            final DeviceBuffer y = device.allocate(40, "y");
            final Executable work = device.prepare("three steps", List.of(doubling(x, y, 10), doubling(y, x, 10), doubling(x, y, 10)));
            stream.launchAsync(work);
            stream.synchronizeBlocking();
            driver.failKernel(2, ILLEGAL_ADDRESS);
            stream.launchAsync(work);
            final KernelFaultException fault = assertThrows(KernelFaultException.class, stream::synchronizeBlocking);
            assertTrue(fault.getMessage().contains("three steps") && fault.getMessage().contains("CUDA_ERROR_ILLEGAL_ADDRESS (700)"),
                    fault.getMessage());
            assertSaysWhy(() -> stream.launchAsync(work));
            assertSaysWhy(stream::synchronizeBlocking);
            assertSaysWhy(() -> device.allocate(4, "late"));
            assertSaysWhy(() -> stream.downloadAsync(y, MemorySegment.ofArray(new float[10])));
            assertSaysWhy(() -> device.prepare("more", List.of(new FillWork("fill", x))));
            assertSaysWhy(device::openStream);
        }
        try (Device device = StandIn.device()) {
            works(device);
        }
    }

    private static void assertSaysWhy(org.junit.jupiter.api.function.Executable call) {
        final DeviceException dead = assertThrows(DeviceException.class, call);
        assertTrue(dead.getMessage().contains("dead") && dead.getMessage().contains("CUDA_ERROR_ILLEGAL_ADDRESS"), dead.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"'st.global.f32 [%q+400], %v;', CUDA_ERROR_ILLEGAL_ADDRESS, out of bounds",
        "'st.global.f32 [%q+2], %v;', CUDA_ERROR_MISALIGNED_ADDRESS, misaligned", "'trap;', CUDA_ERROR_LAUNCH_FAILED, trap"})
    void aKernelThatMisbehavesIsReportedAtTheNextSynchronisation(String instruction, String error, String words) {
        try (Device device = StandIn.device()) {
            final DeviceStream stream = device.openStream();
            final DeviceBuffer x = device.allocate(40, "x");
            final Executable work = device.prepare("bad", List.of(new KernelWork<>("bad", new OneLineKernel(instruction), 10,
                    List.of(x, device.allocate(40, "y")))));
            stream.launchAsync(work);
            final KernelFaultException fault = assertThrows(KernelFaultException.class, stream::synchronizeBlocking);
            assertTrue(fault.getMessage().contains(error), fault.getMessage());
            assertTrue(driver.latestFault().contains(words) && driver.latestFault().contains("one_line"), driver.latestFault());
        }
    }

    @Test
    void blamingNamesTheKernelThatFaulted() {
        try (Device device = CudaDevice.open(StandIn.options().blamingEachLaunch())) {
            final DeviceStream stream = device.openStream();
            final DeviceBuffer x = device.allocate(40, "x");
            final DeviceBuffer y = device.allocate(40, "y");
            final Work bad = new KernelWork<>("the culprit", new OneLineKernel("trap;"), 10, List.of(x, y));
            final Executable work = device.prepare("steps", List.of(doubling(x, y, 10), bad, doubling(y, x, 10)));
            final KernelFaultException fault = assertThrows(KernelFaultException.class, () -> stream.launchAsync(work));
            assertTrue(fault.getMessage().contains("the culprit: one_line grid 1x1x1 block 32x1x1"), fault.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cuStreamBeginCapture", "cuLaunchKernel", "cuEventRecord", "cuStreamEndCapture", "cuGraphInstantiate",
        "cuGraphUpload", "cuModuleGetFunction", "cuLinkCreate", "cuLinkAddData", "cuLinkComplete", "cuModuleLoadDataEx"})
    void aPlanThatCannotBeMadeLeavesNothingBehind(String function) {
        try (Device device = StandIn.device()) {
            final DeviceBuffer x = device.allocate(40, "x");
            final DeviceBuffer y = device.allocate(40, "y");
            final LiveObjects before = driver.live();
            driver.failCall(function, 1, OUT_OF_MEMORY);
            final DeviceException refused = assertThrows(DeviceException.class,
                    () -> device.prepare("plan", List.of(doubling(x, y, 10), doubling(y, x, 10))));
            assertTrue(refused.getMessage().contains(function), refused.getMessage());
            final LiveObjects after = driver.live();
            assertEquals(before.streams() + before.graphs() + before.executables() + before.events() + before.links(),
                    after.streams() + after.graphs() + after.executables() + after.events() + after.links(), after.toString());
            works(device);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cuDriverGetVersion", "cuInit", "cuDeviceGetCount", "cuDeviceGetName", "cuDevicePrimaryCtxRetain",
        "cuCtxSetCurrent", "cuStreamCreate"})
    void aDeviceThatCannotBeOpenedLeavesNothingBehind(String function) {
        driver.failCall(function, 1, OUT_OF_MEMORY);
        final DeviceException refused = assertThrows(DeviceException.class, StandInless::open);
        assertTrue(refused.getMessage().contains(function), refused.getMessage());
        driver.calm();
        try (Device device = StandIn.device()) {
            works(device);
        }
    }

    /** Opens without calming the driver first. */
    private static final class StandInless {
        private static CudaDevice open() {
            return CudaDevice.open(StandIn.options());
        }
    }

    @Test
    void aLaunchThatIsRefusedIsReportedAtOnceAndHarmsNothing() {
        try (Device device = StandIn.device();
                DeviceStream stream = device.openStream();
                DeviceBuffer x = device.allocate(40, "x");
                DeviceBuffer y = device.allocate(40, "y");
                Executable work = device.prepare("plan", List.of(doubling(x, y, 10)))) {
            driver.failCall("cuGraphLaunch", 1, OUT_OF_MEMORY);
            final DeviceException refused = assertThrows(DeviceException.class, () -> stream.launchAsync(work));
            assertTrue(refused.getMessage().contains("cuGraphLaunch for plan reported CUDA_ERROR_OUT_OF_MEMORY (2)"),
                    refused.getMessage());
            stream.launchAsync(work);
            stream.synchronizeBlocking();
            works(device);
        }
    }

    @Test
    void anUnknownErrorKillsTheDevice() {
        try (Device device = StandIn.device(); DeviceStream stream = device.openStream()) {
            driver.failCall("cuStreamSynchronize", 1, UNKNOWN);
            assertThrows(DeviceException.class, stream::synchronizeBlocking);
            final DeviceException dead = assertThrows(DeviceException.class, () -> device.allocate(4, "late"));
            assertTrue(dead.getMessage().contains("dead") && dead.getMessage().contains("CUDA_ERROR_UNKNOWN"), dead.getMessage());
        }
    }

    @Test
    void aDamagedImageIsRefusedWithTheFileItCameFrom() {
        try (Device device = StandIn.device()) {
            driver.damageImage(1);
            final DeviceBuffer x = device.allocate(40, "x");
            final DeviceException refused = assertThrows(DeviceException.class,
                    () -> device.prepare("plan", List.of(doubling(x, device.allocate(40, "y"), 10))));
            assertTrue(refused.getMessage().contains("one_line.ptx") && refused.getMessage().contains("CUDA_ERROR_INVALID_IMAGE"),
                    refused.getMessage());
            works(device);
        }
    }

    @Test
    void ptxThatDoesNotAssembleIsRefusedWithTheLog() {
        try (Device device = StandIn.device()) {
            final DeviceBuffer x = device.allocate(40, "x");
            final DeviceBuffer y = device.allocate(40, "y");
            final DeviceException refused = assertThrows(DeviceException.class, () -> device.prepare("plan",
                    List.of(new KernelWork<>("bad", new OneLineKernel("frobnicate.f32 %v, %v;"), 10, List.of(x, y)))));
            assertTrue(refused.getMessage().contains("CUDA_ERROR_INVALID_PTX") && refused.getMessage().contains("frobnicate"),
                    refused.getMessage());
            works(device);
        }
    }

    @Test
    void devicesThatCannotBeUsedSayWhy() {
        driver.setDevices(0, 9, 0, 1 << 20, 12_060);
        assertRefused("CUDA_ERROR_NO_DEVICE", StandIn.options());
        driver.setDevices(1, 7, 5, 1 << 20, 12_060);
        assertRefused("sm_80", StandIn.options());
        driver.setDevices(2, 9, 0, 1 << 20, 11_080);
        assertRefused("11.8", StandIn.options());
        driver.setDevices(2, 9, 0, 1 << 20, 12_060);
        assertRefused("'2'", StandIn.options().withSelector("2"));
        try (Device second = CudaDevice.open(StandIn.options().withSelector("1"))) {
            assertTrue(second.description().name().contains("cuda:1"), second.description().name());
            works(second);
        }
    }

    private static void assertRefused(String words, CudaOptions options) {
        final DeviceException refused = assertThrows(DeviceException.class, () -> CudaDevice.open(options));
        assertTrue(refused.getMessage().contains(words), refused.getMessage());
    }

    @Test
    void theKernelsOfTheTestAreWhatTheySay() {
        assertEquals(List.of("x", "y", "n"),
                new OneLineKernel("").parameters().stream().map(KernelParameter::name).toList());
    }
}

package io.samcp.test.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.kernels.gemm.GemmKernel;
import io.samcp.runtime.CopyWork;
import io.samcp.runtime.Device;
import io.samcp.runtime.DeviceBuffer;
import io.samcp.runtime.DeviceException;
import io.samcp.runtime.DeviceStream;
import io.samcp.runtime.DownloadWork;
import io.samcp.runtime.Executable;
import io.samcp.runtime.FillWork;
import io.samcp.runtime.HostBuffer;
import io.samcp.runtime.KernelWork;
import io.samcp.runtime.OutOfDeviceMemoryException;
import io.samcp.runtime.UploadWork;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every device promises: ownership, sizes, errors. */
public abstract class DeviceContract {

    /** A device of the kind that is tested. */
    protected abstract Device open();

    @Test
    void copiesUpAndDown() {
        try (Device device = open(); DeviceStream stream = device.openStream()) {
            final DeviceBuffer a = device.allocate(16, "a");
            final DeviceBuffer b = device.allocate(16, "b");
            stream.uploadAsync(MemorySegment.ofArray(new int[]{1, 2, 3, 4}), a);
            try (Executable work = device.prepare("copy and fill",
                    List.of(new CopyWork("copy", a, b), new FillWork("fill", b.slice(8, 8, "half"))))) {
                stream.launchAsync(work);
            }
            final int[] back = new int[4];
            stream.downloadAsync(b, MemorySegment.ofArray(back));
            stream.synchronizeBlocking();
            assertArrayEquals(new int[]{1, 2, 0, 0}, back);
        }
    }

    @Test
    void copiesFromAndToMemoryThatIsLent() {
        try (Device device = open(); DeviceStream stream = device.openStream(); Arena arena = Arena.ofConfined()) {
            final DeviceBuffer buffer = device.allocate(16, "buffer");
            final MemorySegment memory = arena.allocateFrom(ValueLayout.JAVA_INT, 1, 2, 3, 4);
            try (HostBuffer lent = device.lendHost(memory, "mine");
                    Executable up = device.prepare("up", List.of(new UploadWork("up", lent, buffer)));
                    Executable down = device.prepare("down", List.of(new DownloadWork("down", buffer, lent)))) {
                assertEquals(memory, lent.memory());
                assertThrows(DeviceException.class, () -> device.lendHost(memory, "mine again"));
                stream.launchAsync(up);
                stream.synchronizeBlocking();
                memory.fill((byte) 0);
                stream.launchAsync(down);
                stream.synchronizeBlocking();
                assertArrayEquals(new int[]{1, 2, 3, 4}, memory.toArray(ValueLayout.JAVA_INT));
            }
            try (HostBuffer lent = device.lendHost(memory, "given back and lent again")) {
                assertEquals(16, lent.bytes());
            }
            assertEquals(4, memory.getAtIndex(ValueLayout.JAVA_INT, 3), "it is still the caller's");
            assertThrows(IllegalArgumentException.class, () -> device.lendHost(MemorySegment.ofArray(new int[4]), "heap"));
            assertThrows(IllegalArgumentException.class, () -> device.lendHost(memory.asSlice(0, 0), "nothing"));
        }
    }

    @Test
    void addressesAreAligned() {
        try (Device device = open()) {
            for (int bytes = 1; bytes < 40; bytes++) {
                assertEquals(0, device.allocate(bytes, "x").address() % 256, bytes + " bytes");
            }
        }
    }

    @Test
    void saysWhatDidNotFit() {
        try (Device device = open()) {
            final long tooMuch = device.description().memoryBytes() + 1;
            final OutOfDeviceMemoryException refused = assertThrows(OutOfDeviceMemoryException.class,
                    () -> device.allocate(tooMuch, "moon"));
            assertTrue(refused.getMessage().contains("moon") && refused.getMessage().contains("" + tooMuch), refused.getMessage());
            assertEquals(8, device.allocate(8, "small").bytes());
        }
    }

    @Test
    void refusesTransfersBeyondABuffer() {
        try (Device device = open(); DeviceStream stream = device.openStream()) {
            final DeviceBuffer buffer = device.allocate(8, "eight");
            assertThrows(IndexOutOfBoundsException.class, () -> stream.uploadAsync(MemorySegment.ofArray(new byte[9]), buffer));
            assertThrows(IndexOutOfBoundsException.class, () -> stream.downloadAsync(buffer, MemorySegment.ofArray(new byte[9])));
            assertThrows(IndexOutOfBoundsException.class, () -> buffer.slice(4, 5, "beyond"));
            assertThrows(IllegalArgumentException.class, () -> device.allocate(0, "nothing"));
        }
    }

    @Test
    void refusesBuffersThatAreTooSmallForAKernelOrTooFew() {
        try (Device device = open()) {
            final DeviceBuffer small = device.allocate(4, "small");
            final GemmKernel kernel = new GemmKernel(GemmKernel.BEST);
            final GemmKernel.Shape shape = new GemmKernel.Shape(2, 2, 2, false, false, false);
            final IllegalArgumentException size = assertThrows(IllegalArgumentException.class,
                    () -> new KernelWork<>("product", kernel, shape, List.of(small, small, small, small, small)));
            assertTrue(size.getMessage().contains("16 bytes") && size.getMessage().contains("small"), size.getMessage());
            assertThrows(IllegalArgumentException.class, () -> new KernelWork<>("product", kernel, shape, List.of(small)));
        }
    }

    @Test
    void refusesBuffersOfAnotherDevice() {
        try (Device one = open();
                Device other = open();
                DeviceBuffer here = one.allocate(4, "here");
                DeviceBuffer there = other.allocate(4, "there")) {
            assertThrows(IllegalArgumentException.class, () -> one.prepare("mixed", List.of(new CopyWork("copy", there, here))));
        }
    }

    @Test
    void closedThingsSaySo() {
        final Device device = open();
        final DeviceBuffer buffer = device.allocate(4, "left open");
        buffer.close();
        buffer.close();
        assertThrows(IllegalStateException.class, buffer::address);
        final DeviceBuffer other = device.allocate(4, "closed with the device");
        device.close();
        device.close();
        assertThrows(IllegalStateException.class, other::address);
        assertThrows(IllegalStateException.class, () -> device.allocate(4, "late"));
        assertThrows(IllegalStateException.class, device::openStream);
    }
}

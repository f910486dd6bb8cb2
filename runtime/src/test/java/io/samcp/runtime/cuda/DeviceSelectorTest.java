package io.samcp.runtime.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.runtime.DeviceException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class DeviceSelectorTest {

    private static final VisibleDevice OLD = new VisibleDevice(null, 0, "Tesla V100", "GPU-11112222-3333-4444-5555-666677778888", 7, 0, 16);
    private static final VisibleDevice H100 = new VisibleDevice(null, 1, "NVIDIA H100", "GPU-aaaa2222-3333-4444-5555-666677778888", 9, 0,
            80);
    private static final VisibleDevice SLICE = new VisibleDevice(null, 2, "NVIDIA A100 MIG 1g.5gb",
            "MIG-aaab2222-3333-4444-5555-666677778888", 8, 0, 5);
    private static final DeviceSelector ALL = new DeviceSelector(List.of(OLD, H100, SLICE));

    @Test
    void takesTheFirstThatIsNewEnough() {
        assertEquals(H100, ALL.choose(Optional.empty()));
    }

    @Test
    void takesAnIndexOrTheBeginningOfAUuid() {
        assertEquals(SLICE, ALL.choose(Optional.of("2")));
        assertEquals(H100, ALL.choose(Optional.of("GPU-aaaa")));
        assertEquals(H100, ALL.choose(Optional.of("gpu-AAAA2222-3333-4444-5555-666677778888")));
        assertEquals(SLICE, ALL.choose(Optional.of("MIG-aaab")));
    }

    @Test
    void saysWhatThereIs() {
        assertMessage("'3'", "0: Tesla V100, sm_70", ALL, "3");
        assertMessage("'GPU-ffff'", "NVIDIA H100", ALL, "GPU-ffff");
        assertMessage("several", "NVIDIA H100", ALL, "GPU-");
        assertMessage("CUDA_VISIBLE_DEVICES names it", "MIG", ALL, "MIG-ffff");
        assertMessage("too old", "sm_80", ALL, "0");
    }

    @Test
    void refusesWhenNothingFits() {
        assertTrue(assertThrows(DeviceException.class, () -> new DeviceSelector(List.of()).choose(Optional.empty())).getMessage()
                .contains("no device"));
        assertTrue(assertThrows(DeviceException.class, () -> new DeviceSelector(List.of(OLD)).choose(Optional.empty())).getMessage()
                .contains("new enough"));
    }

    private static void assertMessage(String part, String other, DeviceSelector selector, String wanted) {
        final String message = assertThrows(DeviceException.class, () -> selector.choose(Optional.of(wanted))).getMessage();
        assertTrue(message.contains(part) && message.contains(other), message);
    }
}

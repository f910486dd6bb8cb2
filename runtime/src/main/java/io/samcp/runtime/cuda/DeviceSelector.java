package io.samcp.runtime.cuda;

import io.samcp.runtime.DeviceException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Chooses one of the visible devices; see {@link io.samcp.runtime.CudaOptions#selector()}. */
final class DeviceSelector {

    private final List<VisibleDevice> visible;

    /** @param visible in the driver's order */
    DeviceSelector(List<VisibleDevice> visible) {
        this.visible = visible;
    }

    /**
     * The chosen device.
     *
     * @throws DeviceException if there is none, or it is too old, saying which there are
     */
    VisibleDevice choose(Optional<String> selector) {
        if (visible.isEmpty()) {
            throw new DeviceException("the NVIDIA driver shows no device" + visibility());
        }
        final VisibleDevice chosen = selector.map(this::matching).orElseGet(this::firstUsable);
        if (!chosen.runsOurKernels()) {
            throw new DeviceException("device " + chosen + " is too old: the kernels need sm_80 (Ampere) or newer");
        }
        return chosen;
    }

    private VisibleDevice firstUsable() {
        return visible.stream().filter(VisibleDevice::runsOurKernels).findFirst().orElseThrow(
                () -> new DeviceException(
                        "no visible device is new enough: the kernels need sm_80 (Ampere) or newer; there are " + visible));
    }

    private VisibleDevice matching(String selector) {
        final List<VisibleDevice> matches = selector.chars().allMatch(Character::isDigit) && selector.length() < 4
                ? visible.stream().filter(d -> d.index() == Integer.parseInt(selector)).toList()
                : visible.stream().filter(d -> lower(d.uuid()).startsWith(lower(selector))).toList();
        if (matches.size() == 1) {
            return matches.getFirst();
        }
        throw new DeviceException((matches.isEmpty() ? "no visible device is '" : "several visible devices begin with '") + selector
                + "'; there are " + visible + visibility()
                + (lower(selector).startsWith("mig-") ? ". A MIG slice is visible only if CUDA_VISIBLE_DEVICES names it" : ""));
    }

    private static String visibility() {
        final String variable = System.getenv("CUDA_VISIBLE_DEVICES");
        return variable == null ? "" : " (CUDA_VISIBLE_DEVICES=" + variable + ")";
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}

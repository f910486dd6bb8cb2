package io.samcp.app.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.samcp.app.command.ShippedModel;
import io.samcp.app.profile.ForwardProfile.Launched;
import io.samcp.app.scenes.SceneFolder;
import io.samcp.kernels.Precision;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The counters against what the descriptors say, two numbers that know nothing of each other. */
final class ForwardProfileTest {

    /** Families that touch every byte of their buffers exactly as their descriptor counts them, whatever the data. */
    private static final Set<String> EXACT = Set.of("gemm", "layernorm", "groupnorm", "upsample", "pooling", "elementwise", "boxes",
            "classlogits", "boxencoding");

    @Test
    void distinctBytesAreThoseOfTheDescriptors() {
        final SceneFolder folder = SceneFolder.open(Path.of(System.getProperty("samcp.root")).resolve("scenes"));
        final List<Launched> launches = ForwardProfile.of(null,
                ForwardProfile.forward(ShippedModel.file(), folder.load(folder.images().getFirst()), Precision.FP32));
        final List<String> others = launches.stream()
                .filter(l -> EXACT.contains(l.work().kernel().family()) && l.cost().bytes() != l.counters().distinctBytes())
                .map(l -> l.kernel() + " " + l.work().shape() + ": " + l.cost().bytes() + " or " + l.counters().distinctBytes()).toList();
        assertEquals(List.of(), others);
        final Set<String> families = launches.stream().map(l -> l.work().kernel().family()).collect(Collectors.toSet());
        assertTrue(families.containsAll(EXACT), families.toString());
    }
}

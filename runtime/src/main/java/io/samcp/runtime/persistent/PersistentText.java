package io.samcp.runtime.persistent;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The PTX of a persistent kernel: the frame with the bodies in it. */
final class PersistentText {

    private static final String FRAME = "frame.ptx";

    private PersistentText() {}

    /**
     * Puts bodies into the frame; each is called by its place in the list.
     *
     * @throws IllegalStateException if two bodies bring functions of one name that differ
     */
    static String of(List<KernelBody> bodies, int threads) {
        final Map<String, String> recipes = new LinkedHashMap<>();
        for (final KernelBody body : bodies) {
            body.recipes().forEach((name, text) -> {
                final String known = recipes.putIfAbsent(name, text);
                if (known != null && !known.equals(text)) {
                    throw new IllegalStateException(body.name() + " has another text of " + name + " than a kernel before it");
                }
            });
        }
        final StringBuilder functions = new StringBuilder();
        recipes.values().forEach(recipe -> functions.append(recipe).append('\n'));
        final StringBuilder calls = new StringBuilder();
        for (int i = 0; i < bodies.size(); i++) {
            functions.append(bodies.get(i).text()).append('\n');
            calls.append(call(i, bodies.get(i)));
        }
        return frame().replace("@FUNCTIONS@\n", functions).replace("@THREADS@", Integer.toString(threads)).replace("@CALLS@\n", calls);
    }

    private static String call(int number, KernelBody body) {
        return """
                    setp.ne.u32     %%is, %%kernel, %d;
                    @%%is bra        PAST_%d;
                    call            %s, (%%args, %%thread_x, %%barrier, %%shared, %%x, %%y, %%z, %%nx, %%ny, %%nz);
                    bra             GROUP_DONE;
                PAST_%d:
                """.formatted(number, number, body.name(), number);
    }

    private static String frame() {
        try (InputStream in = PersistentText.class.getResourceAsStream(FRAME)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + FRAME, e);
        }
    }
}

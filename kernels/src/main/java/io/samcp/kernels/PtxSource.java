package io.samcp.kernels;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The text of a PTX file.
 *
 * @param file what to call it in messages, e.g. {@code layernorm/layernorm_f32_v1_warp_per_row.ptx}
 * @param text the PTX
 */
public record PtxSource(String file, String text) {

    /**
     * The shipped file of a rung.
     *
     * @throws IllegalStateException if the file is not among the module's resources
     */
    public static PtxSource of(String family, String name) {
        final String file = family + "/" + name + ".ptx";
        try (InputStream in = PtxSource.class.getResourceAsStream("ptx/" + file)) {
            if (in == null) {
                throw new IllegalStateException("no PTX file " + file + " among the resources of io.samcp.kernels");
            }
            return new PtxSource(file, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}

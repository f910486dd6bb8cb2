package io.samcp.app.verify;

import io.samcp.layers.inference.Batching;
import java.util.List;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * One image of a case.
 *
 * @param prefix of the names of its results; empty if it is the only one
 * @param file its inputs and results
 * @param batching alone, or as an image of a padded batch
 */
record CaseImage(String prefix, GoldenFile file, Batching batching) {

    /** The images of a case: one, or those of a padded batch. */
    static List<CaseImage> of(GoldenFile file) {
        final JsonNode shapes = file.json("img_shape");
        if (!shapes.get(0).isArray() || shapes.size() == 1) {
            return List.of(new CaseImage("", file, Batching.ALONE));
        }
        final int images = shapes.size();
        final JsonNode size = file.json("batch_shape");
        final int most = IntStream.range(0, images).map(i -> file.shape("in." + i + ".boxes")[0]).max().orElseThrow();
        final Batching batching = new Batching.Padded(size.get(1).asInt(), size.get(0).asInt(), most);
        return IntStream.range(0, images).mapToObj(i -> new CaseImage("image " + i + ": ", file.image(i, images), batching)).toList();
    }

    /** Columns of an affinity of {@code own} patches. */
    int columns(int own) {
        return batching instanceof Batching.Padded padded ? padded.patches() : own;
    }
}

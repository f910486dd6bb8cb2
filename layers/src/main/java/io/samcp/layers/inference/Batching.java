package io.samcp.layers.inference;

/** With whom an image goes through the network. */
public sealed interface Batching {

    /** By itself, at its own size: what every request does, however many there are. */
    Batching ALONE = new Alone();

    /** By itself. */
    record Alone() implements Batching {}

    /**
     * As the reference's padded batches do it (SPEC 16), where an image's results depend on the others' sizes: for comparing with results of
     * such batches. A plan serves one image of the batch.
     *
     * @param width columns of the batch
     * @param height rows of the batch
     * @param patches most patches of any of its images
     */
    record Padded(int width, int height, int patches) implements Batching {}
}

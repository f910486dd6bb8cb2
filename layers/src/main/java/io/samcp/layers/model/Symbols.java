package io.samcp.layers.model;

/** Names of the sizes of a bucket; see the package's contract. */
public final class Symbols {

    public static final String HEIGHT = "H";
    public static final String WIDTH = "W";
    public static final String PATCHES = "N";
    public static final String PATCH_WORDS = "NW";
    public static final String QUERY_WORDS = "QW";
    public static final String IMAGE_BYTES = "B";
    public static final String ALL_PLANES_WORDS = "P";
    public static final String PLANE_WORDS = "M";
    public static final String MAP_PIXELS = "A";

    private Symbols() {}
}

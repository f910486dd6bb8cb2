package io.samcp.layers.model;

/** Names of the sizes of a bucket; see the package's contract. */
public final class Symbols {

    public static final String HEIGHT = "H";
    public static final String WIDTH = "W";
    /** Rows of the image itself; fewer than {@link #HEIGHT} only in a padded batch. */
    public static final String OWN_HEIGHT = "OH";
    /** Columns of the image itself; fewer than {@link #WIDTH} only in a padded batch. */
    public static final String OWN_WIDTH = "OW";
    public static final String PATCHES = "N";
    /** Patches that are no padding, in a padded batch. */
    public static final String OWN_PATCHES = "ON";
    /** Most patches of any image of a padded batch. */
    public static final String BATCH_PATCHES = "BN";
    public static final String PATCH_WORDS = "NW";
    public static final String QUERY_WORDS = "QW";
    public static final String IMAGE_BYTES = "B";
    public static final String ALL_PLANES_WORDS = "P";
    public static final String PLANE_WORDS = "M";
    public static final String MAP_PIXELS = "A";

    private Symbols() {}
}

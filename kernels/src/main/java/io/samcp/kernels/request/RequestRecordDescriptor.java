package io.samcp.kernels.request;

/**
 * Layout of the request record: sixteen 32-bit little-endian words. Indices below are in words.
 *
 * <pre>
 *  word 0        1        2        3               4                5
 *  +---------+--------+-------+---------------+-----------------+---------+----
 *  | patches | height | width | words per row | words per plane | queries | 0 0
 *  +---------+--------+-------+---------------+-----------------+---------+----
 *  word 8          9         10              11
 *  +---------+---------+---------------+----------------+----
 *  | scale x | scale y | network width | network height | 0 0 0 0     these as floats
 *  +---------+---------+---------------+----------------+----
 * </pre>
 */
public final class RequestRecordDescriptor {

    /** Words in the record. */
    public static final int WORDS = 16;
    /** Live patches N. */
    public static final int PATCHES = 0;
    /** Rows of the original image. */
    public static final int HEIGHT = 1;
    /** Columns of the original image. */
    public static final int WIDTH = 2;
    /** Words of one row of a bit-plane, {@code ceil(width / 32)}. */
    public static final int WORDS_PER_ROW = 3;
    /** Words of one bit-plane. */
    public static final int WORDS_PER_PLANE = 4;
    /** Live queries, S + N. */
    public static final int QUERIES = 5;
    /** Network width over original width, float. */
    public static final int SCALE_X = 8;
    /** Network height over original height, float. */
    public static final int SCALE_Y = 9;
    /** Columns of the network image, float. */
    public static final int NETWORK_WIDTH = 10;
    /** Rows of the network image, float. */
    public static final int NETWORK_HEIGHT = 11;

    private RequestRecordDescriptor() {}
}

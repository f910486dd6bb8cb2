package io.samcp.layers.model;

import java.util.HashMap;
import java.util.Map;

/** Sizes of p2..p5 for a network image: stem, max-pool, then three halvings, each {@code (n - 1) / 2 + 1}. */
public final class FeatureLevels {

    /** Number of levels. */
    public static final int COUNT = 4;

    private FeatureLevels() {}

    /** Symbol of a level's height. */
    public static String height(int level) {
        return "h" + level;
    }

    /** Symbol of a level's width. */
    public static String width(int level) {
        return "w" + level;
    }

    /** Sizes of all levels by symbol. */
    public static Map<String, Integer> sizes(int imageHeight, int imageWidth) {
        final Map<String, Integer> sizes = new HashMap<>();
        for (int level = 0; level < COUNT; level++) {
            sizes.put(height(level), reduced(imageHeight, level + 2));
            sizes.put(width(level), reduced(imageWidth, level + 2));
        }
        return sizes;
    }

    private static int reduced(int n, int halvings) {
        int size = n;
        for (int i = 0; i < halvings; i++) {
            size = (size - 1) / 2 + 1;
        }
        return size;
    }
}

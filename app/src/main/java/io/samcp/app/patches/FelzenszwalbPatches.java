package io.samcp.app.patches;

import boofcv.abst.segmentation.ImageSuperpixels;
import boofcv.alg.filter.blur.BlurImageOps;
import boofcv.factory.segmentation.ConfigFh04;
import boofcv.factory.segmentation.FactoryImageSegmentation;
import boofcv.struct.ConnectRule;
import boofcv.struct.image.GrayS32;
import boofcv.struct.image.GrayU8;
import boofcv.struct.image.ImageType;
import boofcv.struct.image.Planar;
import io.samcp.layers.input.BitPlane;
import io.samcp.layers.input.Patch;
import io.samcp.layers.input.PatchSet;
import io.samcp.layers.input.RgbImage;
import io.samcp.layers.input.RunLengthMask;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Patches without SAM: graph-based segmentation (Felzenszwalb and Huttenlocher 2004, BoofCV) at two granularities, so that, as with SAM,
 * a thing may come whole as well as in parts. The same image always gives the same patches.
 *
 * @param maxFine most patches of the finer segmentation
 * @param maxCoarse most patches of the coarser segmentation
 */
public record FelzenszwalbPatches(int maxFine, int maxCoarse) {

    private static final int SMALLEST_SIDE = 4;
    private static final float FINE_SCALE = 300;
    private static final float COARSE_SCALE = 1200;
    private static final int FINE_SHARE = 1000;
    private static final int COARSE_SHARE = 250;
    private static final int SMALLEST_PATCH = 20;
    private static final float RAISE = 1.6f;
    private static final int WORD = 32;

    /** At most 100 fine and 50 coarse patches. */
    public FelzenszwalbPatches() {
        this(100, 50);
    }

    public FelzenszwalbPatches {
        if (maxFine < 1 || maxCoarse < 1) {
            throw new IllegalArgumentException("at least one patch each: maxFine=" + maxFine + ", maxCoarse=" + maxCoarse);
        }
    }

    /** Cuts an image into patches. */
    public PatchSet cut(RgbImage image) {
        if (Math.min(image.width(), image.height()) < SMALLEST_SIDE) {
            final RunLengthMask all = new RunLengthMask(image.width(), image.height(), new int[]{0, image.width() * image.height()});
            return new PatchSet(image.width(), image.height(), List.of(SamBoxes.patch(all)));
        }
        final Planar<GrayU8> smooth = smooth(image);
        final int pixels = image.width() * image.height();
        final List<RunLengthMask> masks = new ArrayList<>(segments(smooth, FINE_SCALE, pixels / FINE_SHARE, maxFine));
        masks.addAll(segments(smooth, COARSE_SCALE, pixels / COARSE_SHARE, maxCoarse));
        final Map<List<Integer>, Patch> distinct = new LinkedHashMap<>();
        for (final RunLengthMask mask : masks) {
            distinct.putIfAbsent(Arrays.stream(mask.counts()).boxed().toList(), SamBoxes.patch(mask));
        }
        return new PatchSet(image.width(), image.height(), List.copyOf(distinct.values()));
    }

    private static Planar<GrayU8> smooth(RgbImage image) {
        final Planar<GrayU8> planes = new Planar<>(GrayU8.class, image.width(), image.height(), 3);
        for (int i = 0; i < image.width() * image.height(); i++) {
            for (int band = 0; band < 3; band++) {
                planes.getBand(band).data[i] = image.rgb()[3 * i + band];
            }
        }
        final Planar<GrayU8> smooth = planes.createSameShape();
        for (int band = 0; band < 3; band++) {
            BlurImageOps.gaussian(planes.getBand(band), smooth.getBand(band), 0.8, 2, null);
        }
        return smooth;
    }

    /** Raises scale and smallest size until the segments are few enough; a segmentation of one region is the end of it. */
    private static List<RunLengthMask> segments(Planar<GrayU8> image, float firstScale, int firstSize, int most) {
        final GrayS32 labels = new GrayS32(image.width, image.height);
        float scale = firstScale;
        float smallest = Math.max(SMALLEST_PATCH, firstSize);
        while (true) {
            final ImageSuperpixels<Planar<GrayU8>> algorithm = FactoryImageSegmentation
                    .fh04(new ConfigFh04(scale, (int) smallest, ConnectRule.EIGHT, 0), ImageType.pl(3, GrayU8.class));
            algorithm.segment(image, labels);
            if (algorithm.getTotalSuperpixels() <= most) {
                return masks(labels, algorithm.getTotalSuperpixels());
            }
            scale *= RAISE;
            smallest *= RAISE;
        }
    }

    private static List<RunLengthMask> masks(GrayS32 labels, int regions) {
        final int[][] words = new int[regions][BitPlane.wordsPerPlane(labels.width, labels.height)];
        final int wordsPerRow = BitPlane.wordsPerRow(labels.width);
        for (int y = 0; y < labels.height; y++) {
            for (int x = 0; x < labels.width; x++) {
                words[labels.get(x, y)][y * wordsPerRow + x / WORD] |= 1 << (x % WORD);
            }
        }
        final List<RunLengthMask> masks = new ArrayList<>(regions);
        for (final int[] region : words) {
            masks.add(RunLengthMask.of(new BitPlane(labels.width, labels.height, region)));
        }
        return masks;
    }
}

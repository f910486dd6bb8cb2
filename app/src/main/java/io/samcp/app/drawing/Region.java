package io.samcp.app.drawing;

import io.samcp.app.panoptic.PanopticMap;
import io.samcp.app.panoptic.PanopticSegment;
import io.samcp.layers.input.BitPlane;
import io.samcp.layers.input.Patch;

/** Pixels of an image within a rectangle. */
interface Region {

    int x();

    int y();

    int width();

    int height();

    /** Whether a pixel of the rectangle belongs to the region. */
    boolean contains(int x, int y);

    /** A segment of a map. */
    static Region of(PanopticMap map, PanopticSegment segment) {
        return new SegmentRegion(map, segment);
    }

    /** A patch. */
    static Region of(Patch patch) {
        return new PlaneRegion(patch.mask().toBitPlane());
    }

    /** A segment of a map. */
    record SegmentRegion(PanopticMap map, PanopticSegment segment) implements Region {
        @Override
        public int x() {
            return segment.x();
        }

        @Override
        public int y() {
            return segment.y();
        }

        @Override
        public int width() {
            return segment.width();
        }

        @Override
        public int height() {
            return segment.height();
        }

        @Override
        public boolean contains(int x, int y) {
            return map.ids()[y * map.width() + x] == segment.id();
        }
    }

    /** A mask in its own rectangle, which is the image. */
    record PlaneRegion(BitPlane plane) implements Region {
        @Override
        public int x() {
            return 0;
        }

        @Override
        public int y() {
            return 0;
        }

        @Override
        public int width() {
            return plane.width();
        }

        @Override
        public int height() {
            return plane.height();
        }

        @Override
        public boolean contains(int x, int y) {
            return plane.get(x, y);
        }
    }
}

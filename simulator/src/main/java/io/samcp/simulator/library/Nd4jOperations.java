package io.samcp.simulator.library;

import io.samcp.runtime.ConvolutionGeometry;
import io.samcp.runtime.DeviceBuffer;
import io.samcp.runtime.LibraryWork;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Matrix products and convolutions by ND4J's BLAS. */
final class Nd4jOperations implements LibraryOperations {

    /**
     * Products from this many multiplications on go to the library. Measured on two cores (2026-11-23): a call of the library takes about
     * 40 us up to 880,000 multiplications; the engine's kernel takes 66 us for 4,096, 128 us for 13,824, 239 us for 262,144 and 7.5 ms for
     * 16.8 million, where the library takes 0.24 ms. Below the limit the difference does not pay for loading the library.
     */
    private static final long SMALLEST_PRODUCT = 1L << 14;

    /** Most bytes of gathered windows at a time: about what a core's second-level cache holds. */
    private static final long GATHERED_BYTES = 4L << 20;

    /** Found out once for the process. */
    private static final class Loading {

        private static final String PROBLEM;
        private static final String NAME;

        static {
            String name = "";
            String problem = "";
            try {
                name = Blas.load();
            } catch (Exception | LinkageError e) {
                problem = String.valueOf(e.getMessage());
            }
            NAME = name;
            PROBLEM = problem;
        }
    }

    private volatile boolean asked;

    @Override
    public boolean prefers(LibraryWork work) {
        final boolean worthwhile = switch (work) {
            case LibraryWork.Convolution _ -> true;
            case LibraryWork.Gemm gemm -> (long) gemm.m() * gemm.n() * gemm.k() >= SMALLEST_PRODUCT;
        };
        if (!worthwhile) {
            return false;
        }
        asked = true;
        return Loading.PROBLEM.isEmpty();
    }

    @Override
    public void run(LibraryWork work) {
        switch (work) {
            case LibraryWork.Gemm gemm -> product(gemm);
            case LibraryWork.Convolution convolution -> convolution(convolution);
        }
    }

    @Override
    public String describe() {
        if (!asked) {
            return "convolutions and large products by ND4J's BLAS";
        }
        return Loading.PROBLEM.isEmpty()
                ? "convolutions and large products by " + Loading.NAME
                : "no library operations, ND4J cannot be loaded: " + Loading.PROBLEM;
    }

    private static void product(LibraryWork.Gemm w) {
        final long size = (long) w.m() * w.n();
        final MemorySegment y = NativeFloats.of(w.y(), size);
        final float beta = Epilogue.prepare(y, w.m(), w.n(), optional(w.bias(), w.n()), optional(w.residual(), size));
        Blas.multiplyTransposed(w.m(), w.n(), w.k(), NativeFloats.of(w.a(), (long) w.m() * w.k()),
                NativeFloats.of(w.b(), (long) w.n() * w.k()), beta, y);
        if (w.relu()) {
            Epilogue.relu(y, size);
        }
    }

    private static void convolution(LibraryWork.Convolution w) {
        final ConvolutionGeometry g = w.geometry();
        final long pixels = (long) g.outHeight() * g.outWidth();
        final int columns = g.outChannels();
        final int window = g.kernel() * g.kernel() * g.inChannels();
        final MemorySegment x = NativeFloats.of(w.x(), (long) g.height() * g.width() * g.inChannels());
        final MemorySegment weight = NativeFloats.of(w.weight(), (long) columns * window);
        final MemorySegment y = NativeFloats.of(w.y(), pixels * columns);
        final float beta = Epilogue.prepare(y, pixels, columns, optional(w.bias(), columns), optional(w.residual(), pixels * columns));
        if (g.kernel() == 1 && g.stride() == 1 && g.pad() == 0) {
            Blas.multiplyTransposed(Math.toIntExact(pixels), columns, window, x, weight, beta, y);
        } else {
            final int rows = Math.clamp(GATHERED_BYTES / ((long) g.outWidth() * window * Float.BYTES), 1, g.outHeight());
            final long rowFloats = (long) g.outWidth() * columns;
            try (Arena arena = Arena.ofConfined()) {
                final MemorySegment gathered = arena.allocate((long) rows * g.outWidth() * window * Float.BYTES, Long.BYTES);
                for (int from = 0; from < g.outHeight(); from += rows) {
                    final int to = Math.min(g.outHeight(), from + rows);
                    PatchGather.rows(g, x, from, to, gathered);
                    Blas.multiplyTransposed((to - from) * g.outWidth(), columns, window, gathered, weight, beta,
                            y.asSlice(from * rowFloats * Float.BYTES, (to - from) * rowFloats * Float.BYTES));
                }
            }
        }
        if (w.relu()) {
            Epilogue.relu(y, pixels * columns);
        }
    }

    private static MemorySegment optional(DeviceBuffer buffer, long count) {
        return buffer == null ? null : NativeFloats.of(buffer, count);
    }
}

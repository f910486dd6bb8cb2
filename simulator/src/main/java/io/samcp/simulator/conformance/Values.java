package io.samcp.simulator.conformance;

import io.samcp.simulator.ast.PtxType;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;

/**
 * Named sets of operands. {@code values.txt} holds the edges of each type; made by formula are {@code all16}, {@code random:N},
 * {@code halfway:FORMAT} and, different for each thread, {@code lanes:mix|few|id} and, for floating-point numbers and pairs of them,
 * {@code lanes:whole|real|odd}; with a number behind it a set is another of the same kind. A list of numbers is itself; {@code +} joins sets.
 */
final class Values {

    private static final int ALL_16 = 1 << 16;
    private static final long SEED = 0x9E3779B97F4A7C15L;
    /** Far enough apart that threads of one set are none of another. */
    private static final int OTHER = 1 << 20;
    /** What matrices seldom hold; few enough of them that most sums stay numbers. */
    private static final double[] ODD = {0.0, -0.0, 1, -1, 65504, -65504, 0x1p-24, -0x1p-20, 0x1p-14, 0.5, 3, -7, 1, 2, -2, 0.25};
    private static final Map<String, long[]> NAMED = read();

    private Values() {}

    private static Map<String, long[]> read() {
        final Map<String, long[]> named = new LinkedHashMap<>();
        for (final String line : ProgramTable.lines("values.txt")) {
            if (!line.isBlank() && !line.startsWith("#")) {
                final String[] parts = line.split(" : ", -1);
                final long[] values = Arrays.stream(parts[1].strip().split("\\s+", -1)).mapToLong(w -> Long.parseUnsignedLong(w, 16))
                        .toArray();
                named.merge(parts[0].strip(), values, (a, b) -> LongStream.concat(Arrays.stream(a), Arrays.stream(b)).toArray());
            }
        }
        return named;
    }

    /** Whether each thread has a value of its own. */
    static boolean perThread(String set) {
        return set.startsWith("lanes:");
    }

    /** The values of a set for an operand. */
    static long[] of(String set, PtxType type) {
        return Arrays.stream(set.split("\\+", -1)).flatMapToLong(s -> LongStream.of(one(s, type))).toArray();
    }

    private static long[] one(String set, PtxType type) {
        final String kind = type.isFloat() || type == PtxType.PRED ? type.name().toLowerCase(Locale.ROOT) : "i" + type.bits();
        final long[] named = NAMED.get(set + " " + kind);
        if (named != null) {
            return named;
        }
        if (set.equals("all16")) {
            return LongStream.range(0, ALL_16).toArray();
        }
        if (set.startsWith("random:")) {
            return new Random(SEED).longs(Integer.parseInt(set.substring("random:".length()))).map(x -> x & MicroProgram.mask(type))
                    .toArray();
        }
        if (set.startsWith("halfway:")) {
            return halfway(format(set.substring("halfway:".length())), FloatFormat.of(type));
        }
        if (set.matches("[-0-9x].*")) {
            return Arrays.stream(set.split(",", -1)).mapToLong(Long::decode).map(x -> x & MicroProgram.mask(type)).toArray();
        }
        throw new IllegalArgumentException("no values '" + set + "' of " + type);
    }

    private static FloatFormat format(String name) {
        return name.equals("tf32") ? FloatFormat.TF32 : FloatFormat.of(PtxType.of(name).orElseThrow());
    }

    /** In a wider format: between two neighbours of a narrow one the middle, and what is next to it, over all exponents and both signs. */
    private static long[] halfway(FloatFormat narrow, FloatFormat wide) {
        final List<Long> values = new ArrayList<>();
        final int fraction = narrow.precision() - 1;
        for (int exponent = narrow.minExponent() - fraction - 1; exponent <= narrow
                .maxExponent(); exponent += Math.abs(exponent) < 8 ? 1 : 7) {
            for (final long odd : new long[]{1, 3, (2L << fraction) - 1}) {
                final int scale = Math.max(exponent, narrow.minExponent()) - fraction - 1;
                final BigInteger size = BigInteger.valueOf(odd + (exponent < narrow.minExponent() ? 0 : 2L << fraction));
                final long middle = wide.encode(Real.of(exponent % 2 != 0, size, scale), RoundingMode.RZ);
                values.addAll(List.of(middle - 1, middle, middle + 1));
            }
        }
        return values.stream().mapToLong(x -> x).toArray();
    }

    /** The value of one thread. */
    static long ofThread(String set, PtxType type, int thread) {
        final String kind = set.replaceFirst("\\d*$", "");
        final int number = kind.equals(set) ? 0 : Integer.parseInt(set.substring(kind.length()));
        final long mixed = mix(thread + number * OTHER);
        return switch (kind) {
            case "lanes:mix" -> mixed & MicroProgram.mask(type);
            case "lanes:few" -> mixed % 3 & MicroProgram.mask(type);
            case "lanes:id" -> thread;
            case "lanes:whole", "lanes:real", "lanes:odd" -> number(kind, type, mixed);
            default -> throw new IllegalArgumentException("no values '" + set + "'");
        };
    }

    /** A floating-point number, or two side by side. */
    private static long number(String kind, PtxType type, long mixed) {
        return switch (type) {
            case F16X2 -> half(kind, PtxType.F16, mixed) | half(kind, PtxType.F16, mixed >>> Integer.SIZE) << Short.SIZE;
            case BF16X2 -> half(kind, PtxType.BF16, mixed) | half(kind, PtxType.BF16, mixed >>> Integer.SIZE) << Short.SIZE;
            case TF32 -> half(kind, PtxType.F32, mixed) & 0xFFFFE000L;
            default -> half(kind, type, mixed);
        };
    }

    private static long half(String kind, PtxType type, long mixed) {
        final double value = switch (kind) {
            case "lanes:whole" -> (mixed & 15) - 8.0;
            case "lanes:real" -> ((mixed & 0x1FFFFFFF) - 0x10000000) * 0x1p-27;
            default -> ODD[(int) (mixed & 15)];
        };
        return switch (type) {
            case F16 -> Float.floatToFloat16((float) value) & 0xFFFFL;
            case BF16 -> Float.floatToRawIntBits((float) value) >>> Short.SIZE;
            case F32 -> Integer.toUnsignedLong(Float.floatToRawIntBits((float) value));
            default -> Double.doubleToRawLongBits(value);
        };
    }

    private static long mix(int thread) {
        final long x = (thread + 1) * SEED;
        final long y = (x ^ x >>> 31) * 0xBF58476D1CE4E5B9L;
        return y ^ y >>> 29;
    }
}

package io.samcp.simulator.foreign;

import static io.samcp.simulator.foreign.ForeignProgram.in;
import static io.samcp.simulator.foreign.ForeignProgram.ints;
import static io.samcp.simulator.foreign.ForeignProgram.out;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.samcp.kernels.LaunchGeometry;
import io.samcp.simulator.launch.LaunchArgument.Scalar;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/** Integers of every width: products, divisions, bits, bytes, digests. */
final class ForeignIntegerTest {

    private static final BigInteger MODULUS = BigInteger.valueOf(4294967291L);

    private final Random random = new Random(2);

    /** Random ones of every magnitude and the awkward ones. */
    private int[] values(int n, boolean zero) {
        final int[] awkward = {1, -1, 2, -2, 7, -7, 127, -128, 255, 32767, -32768, 65535, Integer.MAX_VALUE, Integer.MIN_VALUE + 1};
        final int[] values = new int[n];
        for (int i = 0; i < n; i++) {
            values[i] = i < n / 2 ? awkward[random.nextInt(awkward.length)] : random.nextInt() >> random.nextInt(32);
            values[i] = values[i] == 0 && !zero ? 5 : values[i];
        }
        return values;
    }

    @Test
    void wide() {
        final int n = 200;
        final long[] awkward = {1, -1, 3, -10, 63, 64, 1L << 32, -1L << 32, Long.MAX_VALUE, Long.MIN_VALUE + 1, 0xFFFFFFFFL};
        final long[] a = new long[n];
        final long[] b = new long[n];
        final long[] expected = new long[12 * n];
        for (int i = 0; i < n; i++) {
            final long x = i < 100 ? awkward[random.nextInt(awkward.length)] : random.nextLong() >> random.nextInt(64);
            final long z = i % 3 == 0 ? awkward[random.nextInt(awkward.length)] : random.nextLong() >> random.nextInt(64);
            final long y = z == 0 ? 9 : z;
            a[i] = x;
            b[i] = y;
            final long[] o = {Math.multiplyHigh(x, y), Math.unsignedMultiplyHigh(x, y), x / y, x % y, Long.divideUnsigned(x, y),
                Long.remainderUnsigned(x, y), x << (y & 63), x >> (y & 63), x >>> (y & 63),
                unsigned(x).modPow(BigInteger.valueOf(y & 0xFFFF), MODULUS).longValue(),
                (((x & 0xFFFFFFFFL) * (y & 0xFFFFFFFFL)) >>> 32) + (long) (int) x * (int) y + (x & 0xFFFFFFFFL) * (y & 0xFFFFFFFFL),
                x / 10 + Long.remainderUnsigned(x, 1000000007L) + Math.abs(x) + Math.min(x, y) + Long.bitCount(x)
                        + Long.numberOfLeadingZeros(x) + Long.numberOfTrailingZeros(y) + 1};
            System.arraycopy(o, 0, expected, 12 * i, 12);
        }
        ForeignProgram.run("wide", LaunchGeometry.of(4, 64), List.of(in(a), in(b), out(96L * n), Scalar.of(n)),
                launch -> assertArrayEquals(expected, ForeignProgram.longs(launch, 2)));
    }

    private static BigInteger unsigned(long x) {
        return new BigInteger(Long.toUnsignedString(x));
    }

    @Test
    void division() {
        final int n = 128;
        final int[] a = values(n, true);
        final int[] b = values(n, false);
        final int[] expected = new int[10 * n];
        for (int i = 0; i < n; i++) {
            final int x = a[i];
            final int y = b[i];
            final int[] o = {x / y, x % y, Integer.divideUnsigned(x, y), Integer.remainderUnsigned(x, y), x / 7 + x % 1000,
                Integer.divideUnsigned(x, 10) + Integer.remainderUnsigned(x, 641), x / 16 + x % 16, (short) x / (short) (y | 1),
                (byte) x * (byte) y + (x & 0xFF) % ((y | 1) & 0xFF),
                Math.toIntExact((long) x * y >> 32) + (int) ((x & 0xFFFFFFFFL) * (y & 0xFFFFFFFFL) >>> 32) + (x << 8 >> 8) * (y << 8 >> 8)};
            System.arraycopy(o, 0, expected, 10 * i, 10);
        }
        ForeignProgram.run("division", LaunchGeometry.of(1, n), List.of(in(a), in(b), out(40L * n)),
                launch -> assertArrayEquals(expected, ints(launch, 2)));
    }

    @Test
    void bits() {
        final int n = 128;
        final int[] a = values(n, true);
        final int[] b = values(n, true);
        final int[] expected = new int[14 * n];
        for (int i = 0; i < n; i++) {
            final int x = a[i];
            final int y = b[i];
            final long pair = (long) y << 32 | x & 0xFFFFFFFFL;
            final int[] o = {Integer.bitCount(x), Integer.numberOfLeadingZeros(x), x == 0 ? 0 : Integer.numberOfTrailingZeros(x) + 1,
                Integer.reverse(x), permute(pair, 0x5362), permute(pair, y & 0x7777), (int) (pair << (y & 31) >>> 32),
                (int) (pair >>> Math.min(32, y & 63)), dot(x, y, true) + 5, dot(x, y, false) + 5,
                (int) Math.abs((long) x - y) + 9 + (int) Math.abs((x & 0xFFFFFFFFL) - (y & 0xFFFFFFFFL)) + 1,
                (int) ((long) x + y + 1 >> 1) + (int) ((x & 0xFFFFFFFFL) + (y & 0xFFFFFFFFL) >>> 1),
                x & y ^ ~x & 0x12345678 ^ (y | 0xFF00), x >>> 5 & 0x3FF | Integer.rotateRight(x, 5) | x << 9 >> 20};
            System.arraycopy(o, 0, expected, 14 * i, 14);
        }
        ForeignProgram.run("bits", LaunchGeometry.of(1, n), List.of(in(a), in(b), out(56L * n)),
                launch -> assertArrayEquals(expected, ints(launch, 2)));
    }

    private static int permute(long pair, int selector) {
        int result = 0;
        for (int k = 0; k < 4; k++) {
            result |= (int) (pair >>> 8 * (selector >> 4 * k & 7) & 0xFF) << 8 * k;
        }
        return result;
    }

    private static int dot(int x, int y, boolean signed) {
        int sum = 0;
        for (int k = 0; k < 32; k += 8) {
            sum += signed ? (byte) (x >> k) * (byte) (y >> k) : (x >> k & 0xFF) * (y >> k & 0xFF);
        }
        return sum;
    }

    @Test
    void bytes() {
        final int n = 96;
        final byte[] a = new byte[n];
        random.nextBytes(a);
        a[0] = -128;
        a[1] = 127;
        a[2] = 0;
        final byte[] text = "a needle in a haystack of needles, needless to say".getBytes(StandardCharsets.US_ASCII);
        final byte[] word = "needles".getBytes(StandardCharsets.US_ASCII);
        final String haystack = new String(text, StandardCharsets.US_ASCII);
        final int[] expected = new int[6 * n];
        for (int t = 0; t < n; t++) {
            final int b = a[t] & 0xFF;
            final int w = Float.floatToRawIntBits(a[t]) ^ b << 8;
            int ones = 0;
            for (int i = 0; i < 8; i++) {
                ones += ((b ^ 1 << (t & 7)) >> i & 1) * (i + 1);
            }
            final int[] o = {a[t] + b + (short) (a[t] * 300), w, w >> 16, (byte) ((byte) (a[t] + 100) << 1) >> 1, ones,
                haystack.indexOf("needles", t)};
            System.arraycopy(o, 0, expected, 6 * t, 6);
        }
        ForeignProgram.run("bytes", LaunchGeometry.of(1, n),
                List.of(in(a), in(text), Scalar.of(text.length), in(word), Scalar.of(word.length), out(24L * n)),
                launch -> assertArrayEquals(expected, ints(launch, 5)));
    }

    @Test
    void sha256() throws NoSuchAlgorithmException {
        final int n = 33;
        final byte[] blocks = new byte[64 * n];
        final int[] expected = new int[8 * n];
        for (int t = 0; t < n; t++) {
            final byte[] message = new byte[t];
            random.nextBytes(message);
            System.arraycopy(message, 0, blocks, 64 * t, t);
            blocks[64 * t + t] = (byte) 0x80;
            ByteBuffer.wrap(blocks).putInt(64 * t + 60, 8 * t);
            ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(message)).asIntBuffer().get(expected, 8 * t, 8);
        }
        final int[] words = new int[16 * n];
        ByteBuffer.wrap(blocks).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(words);
        ForeignProgram.run("sha256", LaunchGeometry.of(1, n), List.of(in(words), in(roundConstants()), out(32L * n)),
                launch -> assertArrayEquals(expected, ints(launch, 2)));
    }

    /** The first 32 bits behind the point of the cube roots of the first 64 primes. */
    private static int[] roundConstants() {
        final int[] constants = new int[64];
        int found = 0;
        for (int p = 2; found < 64; p++) {
            if (BigInteger.valueOf(p).isProbablePrime(30)) {
                final double root = Math.cbrt(p);
                constants[found++] = (int) (long) ((root - Math.floor(root)) * 0x1p32);
            }
        }
        return constants;
    }

    @Test
    void crc32() {
        final int threads = 40;
        final int length = 37;
        final byte[] data = new byte[threads * length];
        random.nextBytes(data);
        final int[] expected = new int[threads];
        for (int t = 0; t < threads; t++) {
            final CRC32 crc = new CRC32();
            crc.update(data, t * length, length);
            expected[t] = (int) crc.getValue();
        }
        ForeignProgram.run("crc32", LaunchGeometry.of(1, threads), List.of(in(data), Scalar.of(length), out(4L * threads)),
                launch -> assertArrayEquals(expected, ints(launch, 2)));
    }
}

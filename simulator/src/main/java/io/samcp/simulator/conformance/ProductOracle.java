package io.samcp.simulator.conformance;

import io.samcp.simulator.ast.PtxType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code mma} (PTX ISA 9.7.14.5). Sums of whole numbers are exact; for others the ISA leaves order and rounding open, so anything within what cutting off at every
 * step can do is right, while this engine promises to add one product after the other.
 */
final class ProductOracle implements Oracle {

    private static final Pattern SHAPE = Pattern.compile("m(\\d+)n8k(\\d+)");
    private static final Pattern LIST = Pattern.compile("\\{([^}]*)}");
    private static final int LANES = 32;

    /** One instruction. */
    private record Product(Mnemonic mnemonic, int m, int k, List<List<String>> lists) {

        static Product of(String text) {
            final Mnemonic mnemonic = Mnemonic.parse(text.split("\\s+", 2)[0]);
            final Matcher shape = SHAPE.matcher(mnemonic.modifiers().get(2));
            if (!shape.matches()) {
                throw new IllegalArgumentException("no shape in " + text);
            }
            final List<List<String>> lists = new ArrayList<>();
            final Matcher list = LIST.matcher(text);
            while (list.find()) {
                lists.add(List.of(list.group(1).strip().split("[\\s,]+", -1)));
            }
            return new Product(mnemonic, Integer.parseInt(shape.group(1)), Integer.parseInt(shape.group(2)), lists);
        }

        PtxType typeOfA() {
            return mnemonic.types().get(1);
        }

        PtxType typeOfB() {
            return mnemonic.types().get(2);
        }

        /** Elements in one register of A or B. */
        int parts() {
            return Math.max(1, Integer.SIZE / typeOfA().bits());
        }
    }

    @Override
    public Expected[] results(MicroProgram program, long[][] block, int thread) {
        final Product p = Product.of(program.body().instructions().getLast());
        final int lane = thread % LANES;
        final int first = thread - lane;
        final int halves = p.mnemonic().types().getFirst() == PtxType.F16 ? 2 : 1;
        final Expected[] results = new Expected[program.results().size()];
        for (int r = 0; r < results.length; r++) {
            final Expected[] parts = new Expected[halves];
            for (int h = 0; h < halves; h++) {
                final int i = r * halves + h;
                final int row = lane / 4 + (i < 2 ? 0 : 8);
                final int column = lane % 4 * 2 + i % 2;
                final long c = operand(p.lists().get(3).get(r), block[thread]) >>> Short.SIZE * h;
                parts[h] = element(p, block, first, row, column, c);
            }
            results[r] = halves == 1 ? parts[0] : Expected.bits(parts[0].bits() | parts[1].bits() << Short.SIZE);
        }
        return results;
    }

    private static long operand(String name, long[] values) {
        return values[MicroProgram.OPERANDS.indexOf(name)];
    }

    /** Bits of A's element: rows 8 and up, and the further columns, are in registers of their own. */
    private static long bitsOfA(Product p, long[][] block, int first, int row, int k) {
        final int width = 4 * p.parts();
        final int register = k / width * (p.m() / 8) + row / 8;
        final int lane = row % 8 * 4 + k % width / p.parts();
        return operand(p.lists().get(1).get(register), block[first + lane]) >>> p.typeOfA().bits() % Long.SIZE * (k % p.parts());
    }

    private static long bitsOfB(Product p, long[][] block, int first, int k, int column) {
        final int width = 4 * p.parts();
        final int lane = column * 4 + k % width / p.parts();
        return operand(p.lists().get(2).get(k / width), block[first + lane]) >>> p.typeOfB().bits() % Long.SIZE * (k % p.parts());
    }

    private static double value(long bits, PtxType type) {
        return switch (type) {
            case F16 -> Float.float16ToFloat((short) bits);
            case BF16 -> Float.intBitsToFloat((int) (bits << Short.SIZE));
            case TF32 -> Float.intBitsToFloat((int) bits & 0xFFFFE000);
            case F64 -> Double.longBitsToDouble(bits);
            case S8 -> (byte) bits;
            case U8 -> bits & 0xFF;
            default -> throw new IllegalArgumentException("no matrices of " + type);
        };
    }

    private static Expected element(Product p, long[][] block, int first, int row, int column, long c) {
        final double[] a = new double[p.k()];
        final double[] b = new double[p.k()];
        for (int k = 0; k < p.k(); k++) {
            a[k] = value(bitsOfA(p, block, first, row, k), p.typeOfA());
            b[k] = value(bitsOfB(p, block, first, k, column), p.typeOfB());
        }
        return switch (p.mnemonic().types().getFirst()) {
            case S32 -> whole(a, b, (int) c, p.mnemonic().has("satfinite"));
            case F64 -> doubles(a, b, Double.longBitsToDouble(c));
            case F16 -> floats(a, b, Float.float16ToFloat((short) c), true);
            default -> floats(a, b, Float.intBitsToFloat((int) c), false);
        };
    }

    private static Expected whole(double[] a, double[] b, int c, boolean saturates) {
        long sum = c;
        for (int k = 0; k < a.length; k++) {
            sum += (long) (a[k] * b[k]);
        }
        return Expected.bits(saturates ? Math.clamp(sum, Integer.MIN_VALUE, Integer.MAX_VALUE) : sum);
    }

    private static Expected doubles(double[] a, double[] b, double c) {
        double sum = c;
        BigDecimal exact = new BigDecimal(c);
        BigDecimal sizes = exact.abs();
        for (int k = 0; k < a.length; k++) {
            sum = Math.fma(a[k], b[k], sum);
            final BigDecimal product = new BigDecimal(a[k]).multiply(new BigDecimal(b[k]));
            exact = exact.add(product);
            sizes = sizes.add(product.abs());
        }
        return within(Double.doubleToRawLongBits(sum), exact, sizes.multiply(new BigDecimal((a.length + 1) * 0x1p-52)));
    }

    private static Expected floats(double[] a, double[] b, float c, boolean half) {
        float sum = c;
        BigDecimal exact = new BigDecimal(c);
        BigDecimal sizes = exact.abs();
        for (int k = 0; k < a.length; k++) {
            sum = Math.fma((float) a[k], (float) b[k], sum);
            final BigDecimal product = new BigDecimal(a[k]).multiply(new BigDecimal(b[k]));
            exact = exact.add(product);
            sizes = sizes.add(product.abs());
        }
        return half
                ? Expected.bits(Float.floatToFloat16(sum) & 0xFFFF)
                : within(Integer.toUnsignedLong(Float.floatToRawIntBits(sum)), exact,
                        sizes.multiply(new BigDecimal((a.length + 1) * 0x1p-23)));
    }

    private static Expected within(long promised, BigDecimal exact, BigDecimal slack) {
        return new Expected(Expected.Kind.RANGE, promised, 0, Math.nextDown(exact.subtract(slack).doubleValue()),
                Math.nextUp(exact.add(slack).doubleValue()), true);
    }
}

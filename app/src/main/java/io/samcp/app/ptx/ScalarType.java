package io.samcp.app.ptx;

import io.samcp.simulator.launch.LaunchArgument;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Types of values that a launch takes and results are read as. */
public enum ScalarType {
    I8(1, true),
    U8(1, false),
    I16(2, true),
    U16(2, false),
    I32(4, true),
    U32(4, false),
    I64(8, true),
    U64(8, false),
    F32(4, true),
    F64(8, true);

    private final int bytes;
    private final boolean signed;

    ScalarType(int bytes, boolean signed) {
        this.bytes = bytes;
        this.signed = signed;
    }

    /** The type of a name such as {@code f32}. */
    public static Optional<ScalarType> named(String name) {
        return Arrays.stream(values()).filter(t -> t.label().equals(name)).findFirst();
    }

    /** All names. */
    public static List<String> labels() {
        return Arrays.stream(values()).map(ScalarType::label).toList();
    }

    /** As PTX users write it, e.g. {@code u32}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public int bytes() {
        return bytes;
    }

    /** Whether values below zero are possible. */
    public boolean signed() {
        return signed;
    }

    public boolean isReal() {
        return this == F32 || this == F64;
    }

    /**
     * A value of this type.
     *
     * @param text decimal, or {@code 0x…}; reals also {@code nan}, {@code inf}, {@code -inf}
     * @throws PtxInputException if it is no such number or out of range
     */
    public LaunchArgument.Scalar value(String where, String text) {
        try {
            return new LaunchArgument.Scalar(label(), isReal() ? realBits(text) : integer(where, text), bytes);
        } catch (NumberFormatException e) {
            throw new PtxInputException(where + ": expected a value of type " + label() + ", found '" + text + "'", e);
        }
    }

    /** An element of a buffer. */
    public Number read(MemorySegment buffer, long index) {
        final long at = index * bytes;
        return switch (this) {
            case I8 -> (long) buffer.get(ValueLayout.JAVA_BYTE, at);
            case U8 -> (long) Byte.toUnsignedInt(buffer.get(ValueLayout.JAVA_BYTE, at));
            case I16 -> (long) buffer.get(ValueLayout.JAVA_SHORT_UNALIGNED, at);
            case U16 -> (long) Short.toUnsignedInt(buffer.get(ValueLayout.JAVA_SHORT_UNALIGNED, at));
            case I32 -> (long) buffer.get(ValueLayout.JAVA_INT_UNALIGNED, at);
            case U32 -> Integer.toUnsignedLong(buffer.get(ValueLayout.JAVA_INT_UNALIGNED, at));
            case I64 -> buffer.get(ValueLayout.JAVA_LONG_UNALIGNED, at);
            case U64 -> new BigInteger(Long.toUnsignedString(buffer.get(ValueLayout.JAVA_LONG_UNALIGNED, at)));
            case F32 -> buffer.get(ValueLayout.JAVA_FLOAT_UNALIGNED, at);
            case F64 -> buffer.get(ValueLayout.JAVA_DOUBLE_UNALIGNED, at);
        };
    }

    private long realBits(String text) {
        final String number = switch (text.toLowerCase(Locale.ROOT)) {
            case "nan" -> "NaN";
            case "inf", "+inf", "infinity" -> "Infinity";
            case "-inf", "-infinity" -> "-Infinity";
            default -> text;
        };
        return this == F32
                ? Float.floatToRawIntBits(Float.parseFloat(number))
                : Double.doubleToRawLongBits(Double.parseDouble(number));
    }

    private long integer(String where, String text) {
        final boolean negative = text.startsWith("-");
        final String digits = negative ? text.substring(1) : text;
        final BigInteger magnitude = digits.startsWith("0x") || digits.startsWith("0X")
                ? new BigInteger(digits.substring(2), 16)
                : new BigInteger(digits);
        final BigInteger value = negative ? magnitude.negate() : magnitude;
        final BigInteger limit = BigInteger.ONE.shiftLeft(signed ? 8 * bytes - 1 : 8 * bytes);
        if (value.compareTo(limit) >= 0 || value.compareTo(signed ? limit.negate() : BigInteger.ZERO) < 0) {
            throw new PtxInputException(where + ": expected " + (signed ? limit.negate() : BigInteger.ZERO) + " to "
                    + limit.subtract(BigInteger.ONE) + " for " + label() + ", found " + text);
        }
        return value.longValue();
    }
}

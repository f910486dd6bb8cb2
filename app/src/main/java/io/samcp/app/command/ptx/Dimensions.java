package io.samcp.app.command.ptx;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code X,Y,Z}, {@code X,Y} or {@code X}. */
final class Dimensions implements ITypeConverter<Dimensions.Size> {

    private static final int MOST = 3;

    /** One to three numbers. */
    record Size(List<Integer> numbers) {
        @Override
        public String toString() {
            return String.join("x", numbers.stream().map(String::valueOf).toList());
        }
    }

    @Override
    public Size convert(String value) {
        final String[] parts = value.split(",", -1);
        final List<Integer> numbers = new ArrayList<>();
        try {
            for (final String part : parts) {
                numbers.add(Integer.parseInt(part.strip()));
            }
        } catch (NumberFormatException e) {
            throw expected(value);
        }
        if (numbers.size() > MOST) {
            throw expected(value);
        }
        return new Size(numbers);
    }

    private static TypeConversionException expected(String value) {
        return new TypeConversionException("expected X,Y,Z in whole numbers, found '" + value + "'");
    }
}

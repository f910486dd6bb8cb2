package io.samcp.test.kernels;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

/** The checker itself: it must refuse what is wrong, and only that. */
final class AccuracySelfTest {

    private static final double[] EXACT = {1, -2, 3, 0.5};
    private static final float[] PLAIN = {1.0000001f, -2, 3, 0.5f};

    private static float[] good() {
        return new float[]{1, -2, 3, 0.5f};
    }

    private static void refuses(float[] actual) {
        assertThrows(AssertionFailedError.class, () -> AccuracyCheck.notWorseThanPlain("x", actual, PLAIN, EXACT));
    }

    @Test
    void acceptsWhatIsRight() {
        assertDoesNotThrow(() -> AccuracyCheck.notWorseThanPlain("x", good(), PLAIN, EXACT));
        assertDoesNotThrow(() -> AccuracyCheck.sameBits("x", good(), good()));
    }

    @Test
    void refusesNaN() {
        final float[] actual = good();
        actual[2] = Float.NaN;
        refuses(actual);
    }

    @Test
    void refusesInfinity() {
        final float[] actual = good();
        actual[0] = Float.POSITIVE_INFINITY;
        refuses(actual);
    }

    @Test
    void refusesZeros() {
        refuses(new float[4]);
    }

    @Test
    void refusesOneWrongElement() {
        final float[] actual = good();
        actual[3] += 4e-6f;
        refuses(actual);
    }

    @Test
    void refusesToCompareWithWhatIsNotANumber() {
        assertThrows(AssertionFailedError.class,
                () -> AccuracyCheck.notWorseThanPlain("x", good(), PLAIN, new double[]{1, -2, Double.NaN, 0.5}));
        assertThrows(AssertionFailedError.class,
                () -> AccuracyCheck.notWorseThanPlain("x", good(), new float[]{1, -2, Float.NaN, 0.5f}, EXACT));
    }

    @Test
    void wantsNaNWhereItIsExpectedAndNowhereElse() {
        final double[] exact = {1, Double.NaN, 3, 0.5};
        final float[] plain = {1, Float.NaN, 3, 0.5f};
        assertDoesNotThrow(() -> AccuracyCheck.notWorseThanPlainAndNaNAlike("x", plain.clone(), plain, exact));
        assertDoesNotThrow(() -> AccuracyCheck.notWorseThanPlainAndNaNAlike("x", good(), PLAIN, EXACT));
        for (final float[] actual : new float[][]{{1, 0, 3, 0.5f}, {1, Float.NaN, 3, Float.NaN}, {1, Float.NaN, 3.1f, 0.5f},
            {1, Float.NaN, 3}}) {
            assertThrows(AssertionFailedError.class, () -> AccuracyCheck.notWorseThanPlainAndNaNAlike("x", actual, plain, exact));
        }
        assertThrows(AssertionFailedError.class, () -> AccuracyCheck.notWorseThanPlainAndNaNAlike("x", good(), plain, EXACT));
    }

    @Test
    void refusesAnotherLength() {
        refuses(new float[]{1, -2, 3});
    }

    @Test
    void tellsZerosOfDifferentSignApart() {
        assertThrows(AssertionFailedError.class, () -> AccuracyCheck.sameBits("x", new float[]{-0.0f}, new float[]{0.0f}));
    }
}

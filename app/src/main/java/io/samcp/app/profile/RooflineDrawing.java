package io.samcp.app.profile;

import io.samcp.simulator.counters.Pipe;
import java.util.Locale;

/** The roofline as an SVG picture: operations per second against operations per byte, both logarithmic. */
final class RooflineDrawing {

    private static final int WIDTH = 620;
    private static final int HEIGHT = 380;
    private static final int LEFT = 70;
    private static final int RIGHT = 20;
    private static final int TOP = 20;
    private static final int BOTTOM = 50;
    private static final int LEAST_X = -2;
    private static final int MOST_X = 4;
    private static final int DECADES_Y = 6;
    private static final double GIGA = 1e9;
    /** From a line to the foot of the letters above and below it. */
    private static final int ABOVE = -5;
    private static final int BELOW = 14;

    private final Roofline roofline;
    private final double intensity;
    private final double sectorIntensity;
    private final int mostY;
    private final StringBuilder svg = new StringBuilder();

    private RooflineDrawing(Profile profile) {
        roofline = profile.roofline();
        intensity = roofline.intensity();
        final long sectors = profile.counters().total().sectorBytes();
        sectorIntensity = sectors == 0 ? Double.POSITIVE_INFINITY : (double) roofline.flops() / sectors;
        mostY = (int) Math.ceil(Math.log10(roofline.gpu().peak(Pipe.TENSOR_16)));
    }

    static String of(Profile profile) {
        return new RooflineDrawing(profile).draw();
    }

    private String draw() {
        svg.append(String.format(Locale.ROOT, "<svg viewBox=\"0 0 %d %d\" width=\"%d\" role=\"img\" aria-label=\"roofline of %s\">%n",
                WIDTH, HEIGHT,
                WIDTH, ProfilePage.escaped(roofline.gpu().title())));
        axes();
        final Gpu gpu = roofline.gpu();
        roof(Pipe.FP32, "fp32");
        if (gpu.peak(Pipe.TENSOR_TF32) > gpu.peak(Pipe.FP32)) {
            roof(Pipe.TENSOR_TF32, "tf32 tensor");
        }
        roof(Pipe.TENSOR_16, "f16, bf16 tensor");
        memory();
        if (roofline.flops() > 0 && Double.isFinite(intensity)) {
            if (Double.isFinite(sectorIntensity) && sectorIntensity < intensity) {
                point(sectorIntensity, Math.min(sectorIntensity * gpu.bytesPerSecond(), gpu.peak(roofline.pipe())), false,
                        "if nothing is cached");
            }
            point(intensity, roofline.attainable(), true, Figures.scaled(roofline.attainable()) + "FLOP/s at most");
        } else {
            text(LEFT + 12, TOP + 16, "start",
                    roofline.flops() == 0 ? "no floating-point operations: no point" : "no bytes move: no point");
        }
        return svg.append("</svg>\n<p class=\"quiet under\">Filled: each byte moved once. Hollow: as many bytes as the sectors hold. "
                + "Both lie on the roof: how fast it really is was not measured.</p>\n").toString();
    }

    private void axes() {
        for (int e = LEAST_X; e <= MOST_X; e++) {
            final double x = x(Math.pow(10, e));
            line(x, TOP, x, HEIGHT - BOTTOM, "var(--line)", 1);
            text(x, HEIGHT - BOTTOM + 18, "middle", e < 0
                    ? String.format(Locale.ROOT, "%." + -e + "f", Math.pow(10, e))
                    : String.format(
                            Locale.ROOT, "%,.0f", Math.pow(10, e)));
        }
        for (int e = mostY - DECADES_Y; e <= mostY; e++) {
            final double y = y(Math.pow(10, e));
            line(LEFT, y, WIDTH - RIGHT, y, "var(--line)", 1);
            text(LEFT - 6, y + 4, "end", Figures.scaled(Math.pow(10, e)));
        }
        text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 10, "middle", "floating-point operations per byte");
        svg.append(String.format(Locale.ROOT, "<text transform=\"translate(14 %d) rotate(-90)\" text-anchor=\"middle\">FLOP/s</text>%n",
                (TOP + HEIGHT - BOTTOM) / 2));
    }

    private void roof(Pipe pipe, String name) {
        final double peak = roofline.gpu().peak(pipe);
        final double from = x(peak / roofline.gpu().bytesPerSecond());
        line(from, y(peak), WIDTH - RIGHT, y(peak), "currentColor", pipe == roofline.pipe() ? 2.5 : 1.2);
        text(WIDTH - RIGHT - 4, y(peak) + (pipe == Pipe.TENSOR_16 ? ABOVE : BELOW), "end", name + " " + Figures.scaled(peak) + "FLOP/s");
    }

    private void memory() {
        final double bandwidth = roofline.gpu().bytesPerSecond();
        final double from = Math.max(Math.pow(10, LEAST_X), Math.pow(10, mostY - DECADES_Y) / bandwidth);
        final double to = roofline.gpu().peak(Pipe.TENSOR_16) / bandwidth;
        line(x(from), y(from * bandwidth), x(to), y(to * bandwidth), "currentColor", 2.5);
        final double at = 1.3 * from;
        final double slope = Math.toDegrees(Math.atan2(y(at * bandwidth) - y(10 * at * bandwidth), x(10 * at) - x(at)));
        svg.append(String.format(Locale.ROOT, "<text transform=\"translate(%.1f %.1f) rotate(%.1f)\">%s GB/s</text>%n", x(at) - 6,
                y(at * bandwidth) - 8, -slope, Figures.count(Math.round(bandwidth / GIGA))));
    }

    /** The points say their piece at the foot of their lines, one above the other, where there is room for it. */
    private void point(double atX, double atY, boolean filled, String label) {
        final double px = x(atX);
        final double py = y(atY);
        final boolean right = px < LEFT + WIDTH / 2.0;
        svg.append(String.format(Locale.ROOT, "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%d\" stroke=\"var(--accent)\" "
                + "stroke-dasharray=\"3 4\"/>%n", px, py, px, HEIGHT - BOTTOM));
        svg.append(String.format(Locale.ROOT,
                "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"6\" fill=\"%s\" stroke=\"var(--accent)\" stroke-width=\"2\"/>%n", px,
                py, filled ? "var(--accent)" : "none"));
        text(right ? px + 6 : px - 6, HEIGHT - BOTTOM - (filled ? 8 : 26), right ? "start" : "end",
                String.format(Locale.ROOT, "%.2f flop/B: %s", atX, label));
    }

    private void line(double x1, double y1, double x2, double y2, String stroke, double width) {
        svg.append(String.format(Locale.ROOT,
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-width=\"%.1f\"/>%n", x1,
                y1, x2, y2, stroke, width));
    }

    private void text(double atX, double atY, String anchor, String text) {
        svg.append(String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n", atX, atY, anchor,
                ProfilePage.escaped(text)));
    }

    /** Place of an intensity, kept inside the picture. */
    private static double x(double value) {
        final double exponent = Math.clamp(Math.log10(value), LEAST_X, MOST_X);
        return LEFT + (WIDTH - LEFT - RIGHT) * (exponent - LEAST_X) / (MOST_X - LEAST_X);
    }

    /** Place of a rate, kept inside the picture. */
    private double y(double value) {
        final double exponent = Math.clamp(Math.log10(value), mostY - DECADES_Y, mostY);
        return TOP + (HEIGHT - TOP - BOTTOM) * (mostY - exponent) / DECADES_Y;
    }
}

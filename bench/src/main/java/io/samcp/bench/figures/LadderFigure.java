package io.samcp.bench.figures;

import io.samcp.app.profile.Gpu;
import io.samcp.simulator.counters.Pipe;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * A ladder under the roofs of a GPU. A rung stands where its traffic between L2 and the multiprocessors puts it, on the roof: how fast it could be
 * if nothing else held it up. The last rung stands there once more with each byte moved once, from memory: its floor.
 */
final class LadderFigure {

    /** Between L2 and the multiprocessors of an H100, as published measurements have it; no data sheet says. */
    private static final double L2_BYTES_PER_SECOND = 5.5e12;

    private static final int WIDTH = 860;
    private static final int HEIGHT = 460;
    private static final double LEAST_INTENSITY = 0.05;
    private static final double MOST_INTENSITY = 2000;
    private static final double LEAST_RATE = 1e11;
    private static final double MOST_RATE = 2e15;
    private static final int LETTERS = 12;
    private static final Color GRID = new Color(0xEC, 0xEC, 0xEC);
    private static final Color ROOF = new Color(0x55, 0x55, 0x55);
    private static final Color[] COLOURS = {new Color(0xB0, 0x3A, 0x2E), new Color(0xD6, 0x8A, 0x10), new Color(0x2E, 0x86, 0x5F),
        new Color(0x1F, 0x5F, 0xA8), new Color(0x6C, 0x3A, 0x93)};
    private static final Marker[] MARKERS = {SeriesMarkers.SQUARE, SeriesMarkers.DIAMOND, SeriesMarkers.TRIANGLE_UP, SeriesMarkers.CIRCLE,
        SeriesMarkers.TRIANGLE_DOWN};

    private final Gpu gpu;
    private final XYChart chart;

    private LadderFigure(Gpu gpu, String title) {
        this.gpu = gpu;
        chart = new XYChartBuilder().width(WIDTH).height(HEIGHT).title(title).xAxisTitle("floating-point operations per byte")
                .yAxisTitle("FLOP/s at most, " + gpu.title()).build();
        chart.getStyler().setXAxisLogarithmic(true).setYAxisLogarithmic(true).setXAxisMin(LEAST_INTENSITY).setXAxisMax(MOST_INTENSITY)
                .setYAxisMin(LEAST_RATE).setYAxisMax(MOST_RATE).setAxisTitleFont(font(Font.PLAIN)).setAxisTickLabelsFont(font(Font.PLAIN));
        chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideE).setLegendFont(font(Font.PLAIN))
                .setChartTitleFont(font(Font.BOLD))
                .setChartBackgroundColor(Color.WHITE);
        chart.getStyler().setPlotGridLinesColor(GRID).setPlotGridLinesStroke(new BasicStroke(1));
    }

    private static Font font(int style) {
        return new Font(Font.SANS_SERIF, style, LETTERS);
    }

    /** Draws a ladder into a PNG file. */
    static void draw(Gpu gpu, String title, List<CountedRung> rungs, Path png) throws IOException {
        final LadderFigure figure = new LadderFigure(gpu, title);
        figure.roofs();
        for (int i = 0; i < rungs.size(); i++) {
            final CountedRung rung = rungs.get(i);
            figure.point(rung.name(), (double) rung.flops() / rung.sectorBytes(), L2_BYTES_PER_SECOND, rung.pipe(), COLOURS[i], MARKERS[i]);
        }
        final CountedRung last = rungs.getLast();
        figure.point("floor of " + last.name(), (double) last.flops() / last.distinctBytes(), gpu.bytesPerSecond(), last.pipe(),
                Color.BLACK,
                SeriesMarkers.CROSS);
        BitmapEncoder.saveBitmap(figure.chart, png.toString(), BitmapFormat.PNG);
    }

    private void roofs() {
        roof("L2, %.1f TB/s", L2_BYTES_PER_SECOND, new float[]{6, 4});
        roof("memory, %.2f TB/s", gpu.bytesPerSecond(), null);
        peak("tensor cores, 16 bits", Pipe.TENSOR_16);
        peak("tensor cores, tf32", Pipe.TENSOR_TF32);
        peak("fp32", Pipe.FP32);
    }

    private void roof(String name, double bytesPerSecond, float[] dashes) {
        final double from = LEAST_RATE / bytesPerSecond;
        final double to = gpu.peak(Pipe.TENSOR_16) / bytesPerSecond;
        line(String.format(Locale.ROOT, name, bytesPerSecond / 1e12), new double[]{Math.max(from, LEAST_INTENSITY), to},
                new double[]{Math.max(from, LEAST_INTENSITY) * bytesPerSecond, gpu.peak(Pipe.TENSOR_16)}, dashes);
    }

    private void peak(String name, Pipe pipe) {
        final double peak = gpu.peak(pipe);
        line(String.format(Locale.ROOT, "%s, %.0f TFLOP/s", name, peak / 1e12),
                new double[]{peak / L2_BYTES_PER_SECOND, MOST_INTENSITY}, new double[]{peak, peak}, new float[]{2, 3});
    }

    private void line(String name, double[] x, double[] y, float[] dashes) {
        final XYSeries series = chart.addSeries(name, x, y);
        series.setMarker(SeriesMarkers.NONE).setLineColor(ROOF).setLineStyle(dashes == null
                ? new BasicStroke(2)
                : new BasicStroke(1.4f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dashes, 0));
    }

    private void point(String name, double intensity, double bytesPerSecond, Pipe pipe, Color colour, Marker marker) {
        final double rate = Math.min(gpu.peak(pipe), intensity * bytesPerSecond);
        final XYSeries series = chart.addSeries(name, new double[]{intensity}, new double[]{rate});
        series.setMarker(marker).setMarkerColor(colour).setLineColor(colour).setLineStyle(new BasicStroke(0));
    }
}

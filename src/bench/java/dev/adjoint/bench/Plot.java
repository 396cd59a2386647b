package dev.adjoint.bench;

import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.CategorySeries.CategorySeriesRenderStyle;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws how the generated class compares: a mark for each contender of each workload, on a logarithmic axis. */
final class Plot {

    static final Map<String, String> NAMES = Map.of(
            Workload.HAND,
            "Java by hand",
            Workload.PLAIN,
            "plain loops",
            Workload.HIPPARCHUS,
            "Hipparchus",
            "djl",
            "DJL",
            "tensorflow",
            "TensorFlow",
            "pytorch",
            "PyTorch",
            "nd4j",
            "ND4J");

    private Plot() {}

    static void write(Map<String, Map<String, Double>> ratios, Path file) throws IOException {
        if (ratios.isEmpty()) {
            return;
        }
        CategoryChart chart = new CategoryChartBuilder()
                .width(1100)
                .height(560)
                .title("Time of Adjoint's class divided by that of others: below 1 it is faster")
                .build();
        chart.getStyler()
                .setYAxisLogarithmic(true)
                .setXAxisLabelRotation(90)
                .setPlotGridLinesStroke(new BasicStroke(0.5f)) // dashes would make the file ten times as large
                .setLegendPosition(LegendPosition.OutsideE)
                .setChartBackgroundColor(Color.WHITE)
                .setPlotBorderVisible(false);
        chart.getStyler().setOverlapped(true);
        chart.getStyler().setDefaultSeriesRenderStyle(CategorySeriesRenderStyle.Scatter);
        ratios.forEach((contender, ofContender) -> {
            if (ofContender.values().stream().anyMatch(ratio -> ratio != null)) {
                chart.addSeries(
                        NAMES.getOrDefault(contender, contender),
                        new ArrayList<>(ofContender.keySet()),
                        new ArrayList<>(ofContender.values()));
            }
        });
        List<String> workloads =
                new ArrayList<>(ratios.values().iterator().next().keySet());
        chart.addSeries("as fast", workloads, new ArrayList<Double>(Collections.nCopies(workloads.size(), 1.0)))
                .setChartCategorySeriesRenderStyle(CategorySeriesRenderStyle.Line)
                .setMarker(SeriesMarkers.NONE)
                .setLineColor(Color.GRAY);
        VectorGraphicsEncoder.saveVectorGraphic(chart, file.toString(), VectorGraphicsFormat.SVG);
    }
}

package dev.adjoint.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes the page and the plot from JMH's JSON: the text of the page stands in src/bench/benchmarks.md. */
public final class Report {

    private static final Path TEXT = Path.of("src/bench/benchmarks.md");

    private final List<Measurement> measurements;
    private final Set<String> workloads = new LinkedHashSet<>();
    private final Set<String> contenders = new LinkedHashSet<>();

    private Report(List<Measurement> measurements) {
        this.measurements = measurements;
        for (Measurement m : measurements) {
            workloads.add(m.workload());
            contenders.add(m.contender());
        }
        contenders.remove(Workload.ADJOINT);
    }

    /** The JSON, and the directory that gets benchmarks.md and benchmarks.svg. */
    public static void main(String... args) throws IOException {
        JsonNode json = new ObjectMapper().readTree(Path.of(args[0]).toFile());
        Path directory = Path.of(args[1]);
        Report report = new Report(measurements(json));
        String text =
                Files.readString(TEXT).replace("{{machine}}", machine(json)).replace("{{table}}", report.table());
        Files.writeString(directory.resolve("benchmarks.md"), text);
        Plot.write(report.ratios(), directory.resolve("benchmarks"));
    }

    /** Of several rounds the fastest iteration counts. */
    private static List<Measurement> measurements(JsonNode json) {
        Map<String, Measurement> all = new LinkedHashMap<>();
        for (JsonNode entry : json) {
            double micros = Double.POSITIVE_INFINITY;
            for (JsonNode fork : entry.at("/primaryMetric/rawData")) {
                for (JsonNode iteration : fork) {
                    micros = Math.min(micros, iteration.asDouble());
                }
            }
            Measurement m = new Measurement(
                    entry.at("/params/workload").asText(),
                    entry.at("/params/contender").asText(),
                    micros);
            all.merge(m.workload() + "/" + m.contender(), m, Report::better);
        }
        return List.copyOf(all.values());
    }

    private static Measurement better(Measurement a, Measurement b) {
        return new Measurement(a.workload(), a.contender(), Math.min(a.micros(), b.micros()));
    }

    private static String machine(JsonNode json) throws IOException {
        JsonNode first = json.get(0);
        Path cpus = Path.of("/proc/cpuinfo");
        String cpu = System.getProperty("os.arch");
        if (Files.isReadable(cpus)) {
            try (Stream<String> lines = Files.lines(cpus)) {
                cpu = lines.filter(line -> line.startsWith("model name"))
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .findFirst()
                        .orElse(cpu);
            }
        }
        return first.get("vmName").asText() + " " + first.get("vmVersion").asText() + ", " + cpu + ", "
                + Runtime.getRuntime().availableProcessors() + " cores, JMH "
                + first.get("jmhVersion").asText();
    }

    private Optional<Measurement> find(String workload, String contender) {
        return measurements.stream()
                .filter(m -> m.workload().equals(workload) && m.contender().equals(contender))
                .findFirst();
    }

    private String table() {
        List<String> head = new ArrayList<>(List.of("workload", "Adjoint"));
        contenders.forEach(contender -> head.add(Plot.NAMES.getOrDefault(contender, contender)));
        List<String> lines = new ArrayList<>();
        lines.add(row(head));
        lines.add(row(head.stream()
                .map(name -> name.equals("workload") ? "---" : "---:")
                .toList()));
        for (String workload : workloads) {
            Optional<Measurement> ours = find(workload, Workload.ADJOINT);
            List<String> cells = new ArrayList<>(List.of(workload));
            cells.add(ours.map(m -> digits(m.micros())).orElse(""));
            for (String contender : contenders) {
                cells.add(find(workload, contender)
                        .map(m -> digits(m.micros())
                                + ours.map(o -> " (" + ratio(o.micros() / m.micros()) + ")")
                                        .orElse(""))
                        .orElse(""));
            }
            lines.add(row(cells));
        }
        return String.join("\n", lines);
    }

    private static String row(List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |"));
    }

    /** Three digits that count. */
    private static String digits(double micros) {
        int decimals = Math.max(0, 2 - (int) Math.floor(Math.log10(micros)));
        return String.format(Locale.ROOT, "%,." + decimals + "f", micros);
    }

    private static String ratio(double ratio) {
        return String.format(Locale.ROOT, ratio < 0.1 ? "%.3f" : "%.2f", ratio);
    }

    /** For each contender, by workload, the time of the generated class divided by its own. */
    private Map<String, Map<String, Double>> ratios() {
        Map<String, Map<String, Double>> ratios = new LinkedHashMap<>();
        for (String contender : contenders) {
            Map<String, Double> ofContender = new LinkedHashMap<>();
            for (String workload : workloads) {
                Optional<Measurement> ours = find(workload, Workload.ADJOINT);
                Optional<Measurement> other = find(workload, contender);
                ofContender.put(
                        workload,
                        ours.isPresent() && other.isPresent()
                                ? ours.get().micros() / other.get().micros()
                                : null);
            }
            ratios.put(contender, ofContender);
        }
        return ratios;
    }
}

package dev.adjoint.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Times all contenders of all workloads with JMH, and makes the table and the plot of what came out. The contenders of a workload follow
 * one another, and -Dbench.rounds goes over all of them so often, so that what else the machine does meets all alike.
 */
public final class Suite {

    private Suite() {}

    /** The arguments are JMH's. */
    public static void main(String... args) throws CommandLineOptionException, RunnerException, IOException {
        Options options = new CommandLineOptions(args);
        Pattern only = Pattern.compile(System.getProperty("bench.only", ""));
        int rounds = Integer.getInteger("bench.rounds", 1);
        Path json = Path.of("target/bench/results.json");
        Files.createDirectories(json.getParent());
        List<RunResult> results = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            for (Workload workload : Workloads.all()) {
                String[] contenders = chosen(workload, only);
                if (contenders.length > 0) {
                    results.addAll(run(options, workload, contenders));
                    write(results, json); // what is there is not lost if a later one fails
                }
            }
        }
        Report.main(json.toString(), page(only).toString());
    }

    /** Where the page goes: what is not of all workloads does not take the place of what is. */
    private static Path page(Pattern only) throws IOException {
        String said = System.getProperty("bench.out", "");
        String directory = !said.isEmpty() ? said : only.pattern().isEmpty() ? "src/site/markdown" : "target/bench";
        return Files.createDirectories(Path.of(directory));
    }

    /** Those whose workload/contender the pattern finds. */
    private static String[] chosen(Workload workload, Pattern only) {
        List<String> chosen = new ArrayList<>();
        for (String contender : workload.contenders()) {
            if (only.matcher(workload.name() + "/" + contender).find()) {
                chosen.add(contender);
            }
        }
        return chosen.toArray(String[]::new);
    }

    private static List<RunResult> run(Options options, Workload workload, String... contenders)
            throws RunnerException {
        Options chosen = new OptionsBuilder()
                .parent(options)
                .include(GradientBenchmark.class.getName())
                .param("workload", workload.name())
                .param("contender", contenders)
                .jvmArgsAppend("-Dbench.peers=" + System.getProperty("bench.peers", ""))
                .build();
        return List.copyOf(new Runner(chosen).run());
    }

    private static void write(List<RunResult> results, Path json) {
        ResultFormatFactory.getInstance(ResultFormatType.JSON, json.toString()).writeOut(results);
    }
}

package dev.adjoint.cli;

import dev.adjoint.Compilation;
import dev.adjoint.Compiler;
import dev.adjoint.DimSizes;
import dev.adjoint.Options;
import dev.adjoint.Phase;
import dev.adjoint.diagnostic.Diagnostics;
import dev.adjoint.source.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ad compile}: a Java class for each file. */
@Command(
        name = "compile",
        sortOptions = false,
        customSynopsis = "ad compile FILE... [-d DIR] [--package P] [OPTIONS]",
        header = "Write a Java class for each file.",
        description = {
            "",
            "The class is named after the file: two_layer.ad becomes TwoLayer.java. If one file is refused, nothing is"
                    + " written; a file that would not change is left alone."
        },
        footer = {
            "",
            "Examples:",
            "  ad compile two_layer.ad",
            "  ad compile src/ad/*.ad -d src/main/java --package com.example.net",
            "  ad compile svm_hinge.ad --dim N=64 --real float",
            "  ad compile two_layer.ad --wrt x --keep h",
            "  ad compile net.ad --real float --vector",
            "  ad compile gmm.ad --derive \"hessianVector\" --derive \"sparseJacobian\"",
            "  ad compile neuron.ad --print adjoint",
            "  ad compile src/ad/*.ad -d src/main/java --watch",
            "  ad compile - --class Net -d - < net.ad",
        })
final class CompileCommand implements Callable<Integer> {

    private final Console console;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Programs; `-` is stdin.")
    private List<String> files;

    @Option(
            names = {"-d", "--directory"},
            paramLabel = "DIR",
            defaultValue = ".",
            description = "Where the packages begin; `-` is stdout. Without it the current directory.")
    private String directory;

    @Option(names = "--package", paramLabel = "P", defaultValue = "", description = "The package of the classes.")
    private String packageName;

    @Option(names = "--class", paramLabel = "C", description = "The name of the class, for one file.")
    private String className;

    @Option(names = "--real", paramLabel = "TYPE", defaultValue = "DOUBLE", description = "double (default) or float.")
    private Options.Real real;

    @Option(
            names = "--wrt",
            paramLabel = "X",
            split = ",",
            splitSynopsisLabel = ",",
            description = "Inputs whose gradients are wanted too: --wrt x,z gives gradient_x() and gradient_z().")
    private List<String> wrt = new ArrayList<>();

    @Option(
            names = "--keep",
            paramLabel = "H",
            split = ",",
            splitSynopsisLabel = ",",
            description = "Definitions that get an accessor although they are no outputs.")
    private List<String> keep = new ArrayList<>();

    @Option(
            names = "--derive",
            paramLabel = "PRODUCT",
            description =
                    "A product of derivatives, as a line in the file asks for it: --derive \"jacobian e wrt w by forward\","
                            + " --derive \"hessian loss\". May be repeated.")
    private List<String> derive = new ArrayList<>();

    @Option(
            names = "--dim",
            paramLabel = "D=N",
            description = "Closes an open dim: --dim D=784 makes it a constant. May be repeated.")
    private List<String> dims = new ArrayList<>();

    @Option(
            names = "--nan",
            description = "A singular or indefinite matrix makes NaN, as line searches like it, not an exception.")
    private boolean nan;

    @Option(
            names = "--schedule",
            paramLabel = "ORDER",
            defaultValue = "FAST",
            description =
                    "fast (default), or reference: sums are taken one after another, bit for bit as the formulas say.")
    private Options.Schedule schedule;

    @Option(
            names = "--no-fma",
            description =
                    "No fused multiply-add, for processors that have none: there it takes a thousand times as long.")
    private boolean noFma;

    @Option(
            names = "--vector",
            description = "Also products of matrices by vector instructions, used where java has"
                    + " --add-modules jdk.incubator.vector; javac needs the same.")
    private boolean vector;

    @Option(
            names = "--threads",
            description = "The classes have a method threads(n), after which n threads share the work of large calls;"
                    + " the results are the same bits for every n.")
    private boolean threads;

    @Option(names = "--generated-annotation", description = "Mark the classes with @Generated.")
    private boolean generatedAnnotation;

    @Option(
            names = "--print",
            paramLabel = "PHASE",
            description = "Write no class, print what stands after a phase: tree, typed, graph, adjoint, loops, java.")
    private Phase print;

    @Mixin
    private WatchOption watch;

    CompileCommand(Console console) {
        this.console = console;
    }

    @Option(names = "--json", description = "Messages as JSON on stderr, one object a line.")
    void json(boolean on) {
        console.json(on);
    }

    @Override
    public Integer call() {
        usage();
        Options options = options();
        return watch.run(spec, console, files, () -> compile(options));
    }

    private int compile(Options options) {
        List<Compilation> compilations = compilations(options);
        long refused = files.size()
                - compilations.stream()
                        .filter(c -> !c.diagnostics().hasErrors())
                        .count();
        if (refused > 0) {
            if (files.size() > 1) {
                console.note("ad: nothing is written, " + refused + " of " + files.size() + " files "
                        + (refused == 1 ? "is" : "are") + " refused");
            }
            return Exit.REFUSED;
        }
        if (print != null) {
            compilations.forEach(c -> c.print(print).ifPresent(console.out()::print));
            return Exit.DONE;
        }
        if (directory.equals(Texts.STDIN)) {
            compilations.forEach(c -> console.out().print(c.java().orElseThrow().text()));
            return Exit.DONE;
        }
        return new ClassWriting(directory, console).write(compilations);
    }

    private void usage() {
        if (className != null && files.size() > 1) {
            throw wrong("--class names one class, and there are " + files.size() + " files");
        }
        if (vector && noFma) {
            throw wrong("--vector is made of fused multiply-adds, so it excludes --no-fma");
        }
        if (className == null && print == null && files.contains(Texts.STDIN)) {
            throw wrong("what comes from stdin has no name: say --class Name");
        }
    }

    private Map<String, Long> sizes() {
        try {
            return DimSizes.read(dims, "--dim", "--dim D=784");
        } catch (IllegalArgumentException e) {
            throw wrong(e.getMessage());
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private Options options() {
        Options options = Options.defaults()
                .inPackage(packageName)
                .with(real)
                .sized(sizes())
                .wrt(wrt)
                .keep(keep)
                .derive(derive)
                .with(nan ? Options.Singular.NAN : Options.Singular.EXCEPTION)
                .annotated(generatedAnnotation)
                .with(schedule)
                .fused(!noFma)
                .vector(vector)
                .threads(threads);
        return className == null ? options : options.named(className);
    }

    /** Compiles every file that can be read, and reports everything that is found. */
    private List<Compilation> compilations(Options options) {
        List<Compilation> compilations = new ArrayList<>();
        for (String file : files) {
            Diagnostics unreadable = new Diagnostics();
            Optional<Source> source = Texts.read(file, console.in(), unreadable);
            console.report(unreadable);
            source.ifPresent(text -> {
                Compilation compilation = Compiler.compile(text, options, print == null ? Phase.JAVA : print);
                console.report(compilation.diagnostics());
                compilations.add(compilation);
            });
        }
        return compilations;
    }
}

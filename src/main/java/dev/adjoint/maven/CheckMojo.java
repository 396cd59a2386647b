package dev.adjoint.maven;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Holds the gradients of all formulas against differences, at points that {@code NAME.values.json} beside a formula gives or
 * that are drawn, and fails the build if one is wrong. What passed is not checked again until it changes.
 */
@Mojo(name = "check", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
public final class CheckMojo extends FormulaMojo {

    /** The folder of the formulas. */
    @Parameter(property = "adjoint.sourceDirectory", defaultValue = "${project.basedir}/src/main/ad")
    private File sourceDirectory;

    /** How many points are drawn for each formula. */
    @Parameter(property = "adjoint.points", defaultValue = "3")
    private int points;

    /** The same seed draws the same points. */
    @Parameter(property = "adjoint.seed", defaultValue = "1")
    private long seed;

    /** Products of derivatives to check besides those that each file asks for: what {@code generate} is told. */
    @Parameter(property = "adjoint.derive")
    private List<String> derive = new ArrayList<>();

    /** Checks nothing. */
    @Parameter(property = "adjoint.skipCheck", defaultValue = "false")
    private boolean skipCheck;

    @Override
    File sources() {
        return sourceDirectory;
    }

    /** Nothing is written but what the goal remembers. */
    @Override
    File outputs() {
        return new File(project.getBuild().getDirectory(), "adjoint/checked");
    }

    @Override
    boolean isSkipped() {
        return skip || skipCheck;
    }

    @Override
    String options() {
        return points + " " + seed + " " + derive;
    }

    @Override
    Work<?> work(Messages messages) throws MojoFailureException {
        if (points < 1) {
            throw new MojoFailureException("points is a number from 1, and " + points + " is not");
        }
        return new CheckingGradients(points, seed, ClassMojo.products(derive), messages);
    }

    @Override
    String summary(Incremental.Summary summary) {
        int unchanged = summary.formulas() - summary.done();
        return Incremental.count(summary.formulas(), "formula") + ": no gradient is wrong"
                + (unchanged > 0 ? ", " + unchanged + " unchanged since they were checked" : "");
    }
}

package dev.adjoint.maven;

import java.io.File;
import java.util.List;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Compiles the formulas below {@code src/main/ad} to Java classes, which the build then compiles with the rest. The folder of a
 * formula is the package of its class.
 */
@Mojo(name = "generate", defaultPhase = LifecyclePhase.GENERATE_SOURCES, threadSafe = true)
public final class GenerateMojo extends ClassMojo {

    /** The folder of the formulas. */
    @Parameter(property = "adjoint.sourceDirectory", defaultValue = "${project.basedir}/src/main/ad")
    private File sourceDirectory;

    /** Where the packages of the classes begin. */
    @Parameter(property = "adjoint.outputDirectory", defaultValue = "${project.build.directory}/generated-sources/ad")
    private File outputDirectory;

    @Override
    File sources() {
        return sourceDirectory;
    }

    @Override
    File outputs() {
        return outputDirectory;
    }

    @Override
    void prepare() {
        project.addCompileSourceRoot(outputDirectory.getAbsolutePath());
    }

    @Override
    List<String> sourceRoots() {
        return project.getCompileSourceRoots();
    }
}

package dev.adjoint.maven;

import java.io.File;
import java.util.List;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Compiles the formulas below {@code src/test/ad} to classes of the tests. */
@Mojo(name = "generate-test", defaultPhase = LifecyclePhase.GENERATE_TEST_SOURCES, threadSafe = true)
public final class GenerateTestMojo extends ClassMojo {

    /** The folder of the formulas. */
    @Parameter(property = "adjoint.testSourceDirectory", defaultValue = "${project.basedir}/src/test/ad")
    private File sourceDirectory;

    /** Where the packages of the classes begin. */
    @Parameter(
            property = "adjoint.testOutputDirectory",
            defaultValue = "${project.build.directory}/generated-test-sources/ad")
    private File outputDirectory;

    /** Does nothing, as no tests are compiled. */
    @Parameter(property = "maven.test.skip", defaultValue = "false")
    private boolean skipTests;

    @Override
    File sources() {
        return sourceDirectory;
    }

    @Override
    File outputs() {
        return outputDirectory;
    }

    @Override
    boolean isSkipped() {
        return skip || skipTests;
    }

    @Override
    void prepare() {
        project.addTestCompileSourceRoot(outputDirectory.getAbsolutePath());
    }

    @Override
    List<String> sourceRoots() {
        return project.getTestCompileSourceRoots();
    }
}

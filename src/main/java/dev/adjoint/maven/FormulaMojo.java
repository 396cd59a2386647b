package dev.adjoint.maven;

import dev.adjoint.Compiler;
import dev.adjoint.files.FilesRead;
import dev.adjoint.files.Replacing;
import dev.adjoint.run.Fault;
import dev.adjoint.run.LargeStack;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.sonatype.plexus.build.incremental.BuildContext;

/** What all goals have in common: which formulas, whether at all, and how what went wrong reaches Maven. */
abstract class FormulaMojo extends AbstractMojo {

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    MavenProject project;

    @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
    private MojoExecution execution;

    /** Does nothing. Where classes were generated earlier, they are compiled as they are. */
    @Parameter(property = "adjoint.skip", defaultValue = "false")
    boolean skip;

    /** Which files below the source folder are formulas, as patterns of Maven; without it all {@code *.ad}. */
    @Parameter(property = "adjoint.includes")
    private List<String> includes = new ArrayList<>();

    /** Which of them are none. */
    @Parameter(property = "adjoint.excludes")
    private List<String> excludes = new ArrayList<>();

    /** Fails the build on what is otherwise a warning. */
    @Parameter(property = "adjoint.failOnWarning", defaultValue = "false")
    private boolean failOnWarning;

    @Inject
    BuildContext editor;

    /** The folder of the formulas. */
    abstract File sources();

    /** The folder that is written to. */
    abstract File outputs();

    /** Whether the goal has nothing to do in this build. */
    boolean isSkipped() {
        return skip;
    }

    /** Tells Maven of what it must know whether or not there is something to do. */
    void prepare() {}

    /** Says what there is to say when there are no formulas. */
    void nothingFound() {}

    /** All options on which what is made depends, as one text. */
    abstract String options() throws MojoFailureException;

    abstract Work<?> work(Messages messages) throws MojoFailureException;

    /** What is said at the end, in one line. */
    abstract String summary(Incremental.Summary summary);

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        prepare();
        if (isSkipped()) {
            getLog().info("skipped");
            return;
        }
        Messages messages = new Messages(getLog(), editor);
        List<Formula> formulas = Formula.below(sources(), includes, excludes);
        if (formulas.isEmpty()) {
            nothingFound();
        }
        Optional<Throwable> thrown = LargeStack.call(
                () -> {
                    run(formulas, messages, work(messages));
                    return Optional.empty();
                },
                Optional::of);
        rethrow(thrown);
    }

    private static void rethrow(Optional<Throwable> thrown) throws MojoExecutionException, MojoFailureException {
        if (thrown.isEmpty()) {
            return;
        }
        Throwable fault = thrown.get();
        if (fault instanceof MojoFailureException failure) {
            throw failure;
        }
        if (fault instanceof FileSystemException e && e.getFile() != null) {
            throw new MojoExecutionException(
                    "`" + e.getFile() + "` cannot be read or written: " + Replacing.reason(e), e);
        }
        if (fault instanceof IOException e) {
            throw new MojoExecutionException("a file cannot be read or written: " + Replacing.reason(e), e);
        }
        throw new MojoExecutionException(Fault.words(fault, "with -e, Maven says where it happened"), fault);
    }

    @SuppressWarnings("try")
    private void run(List<Formula> formulas, Messages messages, Work<?> work) throws IOException, MojoFailureException {
        Path memory = target().resolve("adjoint");
        if (formulas.isEmpty() && !memory.toFile().isDirectory()) {
            return;
        }
        try (BuildLock lock = BuildLock.of(memory)) {
            Incremental.Place place = new Incremental.Place(
                    absolute(sources()),
                    absolute(outputs()),
                    memory.resolve(indexName(execution.getExecutionId())),
                    others(memory),
                    absolute(outputs()).startsWith(target()));
            String told = digest(options() + "\n" + tool());
            Incremental.Summary summary = new Incremental<>(place, told, work, messages).run(formulas, failOnWarning);
            if (summary.changed() > 0 || !summary.removed().isEmpty()) {
                editor.refresh(outputs());
            }
            if (summary.formulas() > 0 || !summary.removed().isEmpty()) {
                getLog().info(summary(summary));
            }
        }
    }

    private Path target() {
        return absolute(new File(project.getBuild().getDirectory()));
    }

    static Path absolute(File file) {
        return file.toPath().toAbsolutePath().normalize();
    }

    private String indexName(String id) {
        return execution.getGoal() + "-" + id.replaceAll("[^A-Za-z0-9._-]", "_") + ".index";
    }

    /** Where the other executions of this goal in the POM remember what they made. */
    private List<Path> others(Path memory) {
        Plugin plugin = project.getPlugin(execution.getGroupId() + ":" + execution.getArtifactId());
        List<Path> others = new ArrayList<>();
        if (plugin != null) {
            for (PluginExecution other : plugin.getExecutions()) {
                if (other.getGoals().contains(execution.getGoal())
                        && !other.getId().equals(execution.getExecutionId())) {
                    others.add(memory.resolve(indexName(other.getId())));
                }
            }
        }
        return others;
    }

    /** The version of the tool, and while that is being worked on, the digest of its jar. */
    private String tool() {
        String jar = "";
        CodeSource code = FormulaMojo.class.getProtectionDomain().getCodeSource();
        if (code != null && code.getLocation() != null) {
            try {
                jar = FilesRead.digest(Path.of(code.getLocation().toURI()));
            } catch (URISyntaxException | IllegalArgumentException noFile) {
                // Then the version says enough.
            }
        }
        return Compiler.VERSION + " " + execution.getVersion() + " " + jar;
    }

    private static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

package dev.adjoint.maven;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Draws every formula as the circuit of its gates, for the site. Where {@code NAME.values.json} lies beside a formula, each
 * wire has its value and its gradient.
 */
@Mojo(name = "graph", defaultPhase = LifecyclePhase.PRE_SITE, threadSafe = true)
public final class GraphMojo extends FormulaMojo {

    /** The folder of the formulas. */
    @Parameter(property = "adjoint.sourceDirectory", defaultValue = "${project.basedir}/src/main/ad")
    private File sourceDirectory;

    /** Where the pictures go: to what {@code mvn site} copies, so that pages of the site show {@code formulas/net.svg}. */
    @Parameter(
            property = "adjoint.graphDirectory",
            defaultValue = "${project.build.directory}/generated-site/resources/formulas")
    private File graphDirectory;

    /** How the circuits are written: {@code svg}, {@code html} (a page that zooms and steps), {@code dot}, {@code text}. */
    @Parameter(property = "adjoint.formats", defaultValue = "svg,html")
    private List<String> formats = new ArrayList<>();

    @Override
    File sources() {
        return sourceDirectory;
    }

    @Override
    File outputs() {
        return graphDirectory;
    }

    @Override
    String options() {
        return formats.toString();
    }

    @Override
    Work<?> work(Messages messages) throws MojoFailureException {
        List<Pictures.Format> chosen = new ArrayList<>();
        for (String format : formats) {
            chosen.add(Pictures.Format.named(format)
                    .orElseThrow(() -> new MojoFailureException(
                            "formats are svg, html, dot and text, and `" + format + "` is none of them")));
        }
        return new Pictures(absolute(sourceDirectory), absolute(graphDirectory), chosen);
    }

    @Override
    String summary(Incremental.Summary summary) {
        return Incremental.count(summary.formulas(), "formula") + ": "
                + Incremental.count(summary.changed(), "picture") + " written"
                + (summary.removed().isEmpty() ? "" : ", " + summary.removed().size() + " removed");
    }
}

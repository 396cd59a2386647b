package dev.adjoint.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The page of the build step knows the goals and parameters that the jar has. */
final class DocumentedGoalsIT {

    @Test
    void thePageNamesEveryGoalAndParameter() throws Exception {
        String page = Files.readString(Path.of("src/site/markdown/maven.md"));
        Set<String> goals = new TreeSet<>();
        List<String> missing = new ArrayList<>();
        for (Element mojo : elements(descriptor(), "mojo")) {
            String goal = text(mojo, "goal");
            goals.add(goal);
            for (Element parameter : elements(mojo, "parameter")) {
                String name = text(parameter, "name");
                boolean editable = text(parameter, "editable").equals("true") && !goal.equals("help");
                if (editable && !page.contains("`" + name + "`")) {
                    missing.add(goal + " " + name);
                }
                if (editable && text(parameter, "description").isBlank()) {
                    missing.add(goal + " " + name + " has no description");
                }
            }
            for (Element property : elements(mojo, "configuration")) {
                properties(property).stream()
                        .filter(p -> !goal.equals("help") && !page.contains("`" + p + "`"))
                        .forEach(missing::add);
            }
        }
        assertEquals(List.of(), missing);
        assertEquals(Set.of("generate", "generate-test", "check", "graph", "help"), goals);
        goals.forEach(goal -> assertTrue(page.contains("`adjoint:" + goal + "`"), goal));
    }

    private static Element descriptor() throws Exception {
        try (JarFile jar = new JarFile(System.getProperty("adjoint.jar"));
                InputStream in = jar.getInputStream(jar.getEntry("META-INF/maven/plugin.xml"))) {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(in)
                    .getDocumentElement();
        }
    }

    /** The names of the properties of the command line: {@code ${adjoint.real}}. */
    private static List<String> properties(Element configuration) {
        List<String> names = new ArrayList<>();
        NodeList all = configuration.getChildNodes();
        for (int k = 0; k < all.getLength(); k++) {
            String value = all.item(k).getTextContent();
            if (value.startsWith("${adjoint.")) {
                names.add(value.substring(2, value.length() - 1));
            }
        }
        return names;
    }

    private static List<Element> elements(Element in, String name) {
        List<Element> elements = new ArrayList<>();
        NodeList found = in.getElementsByTagName(name);
        for (int k = 0; k < found.getLength(); k++) {
            elements.add((Element) found.item(k));
        }
        return elements;
    }

    private static String text(Element in, String name) {
        List<Element> found = elements(in, name);
        return found.isEmpty() ? "" : found.get(0).getTextContent();
    }
}

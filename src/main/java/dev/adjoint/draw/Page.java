package dev.adjoint.draw;

import dev.adjoint.draw.Numbers.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A circuit as a page that needs nothing else. For each way in which boxes can be folded, up to a limit, there is a picture;
 * what is said of gates lies beside them as JSON.
 */
final class Page {

    /** The most pictures: 2 for one box, 4 for two. Further boxes stay as they are. */
    private static final int MOST_PICTURES = 32;

    /** The most letters of all pictures. */
    private static final int LONGEST = 6_000_000;

    private final Circuit circuit;
    private final Optional<Numbers> numbers;
    private final String title;
    private final Optional<Numerals> numerals;
    private final Map<String, String> pictures = new LinkedHashMap<>();
    private final Map<Gate, Long> ways;
    private int hidden;

    private Page(Circuit circuit, Optional<Numbers> numbers, String title) {
        this.circuit = circuit;
        this.numbers = numbers;
        this.title = title;
        this.numerals = numbers.map(n -> Numerals.of(circuit, n));
        this.ways = circuit.gates().stream()
                .flatMap(gate -> gate.inputs().stream())
                .collect(Collectors.groupingBy(Wire::source, Collectors.counting()));
    }

    static Drawing of(Circuit circuit, Optional<Numbers> numbers, String title, Set<Box> folds) {
        Page page = new Page(circuit, numbers, title);
        page.draw(folds);
        return new Drawing(page.text(key(folds)), page.hidden);
    }

    /** The picture as it is asked for, then all that one click after another leads to. */
    private void draw(Set<Box> folds) {
        List<Set<Box>> open = new ArrayList<>(List.of(folds));
        int length = 0;
        for (int k = 0; k < open.size(); k++) {
            Set<Box> state = open.get(k);
            Scene scene = Scene.of(circuit, numbers, state, Drawing.MOST);
            if (k > 0 && scene.hidden() > 0) {
                continue;
            }
            String picture = Svg.inside(circuit, scene, numbers, title);
            length += picture.length();
            if (k > 0 && (pictures.size() >= MOST_PICTURES || length > LONGEST)) {
                break;
            }
            pictures.put(key(state), picture);
            hidden = k == 0 ? scene.hidden() : hidden;
            for (Box box : visible(state)) {
                Set<Box> next = new HashSet<>(state);
                if (!next.remove(box)) {
                    next.add(box);
                }
                if (!open.contains(next)) {
                    open.add(next);
                }
            }
        }
    }

    /** Those that stand in no folded one. */
    private List<Box> visible(Set<Box> folds) {
        return circuit.boxes().stream()
                .filter(box -> folds.stream().noneMatch(folded -> folded != box && box.isWithin(folded)))
                .toList();
    }

    /** The folded boxes by name, in order. */
    private static String key(Set<Box> folds) {
        return folds.stream().map(Box::id).collect(Collectors.toCollection(TreeSet::new)).stream()
                .collect(Collectors.joining(" "));
    }

    private String text(String first) {
        StringBuilder templates = new StringBuilder();
        pictures.forEach((key, svg) -> templates
                .append("<template data-folded=\"")
                .append(key)
                .append("\">")
                .append(svg)
                .append("</template>\n"));
        return Resource.text("circuit.html")
                .replace("@TITLE@", Markup.escaped(title))
                .replace("@FIRST@", first)
                .replace("@CIRCUIT_CSS@", Resource.text("circuit.css"))
                .replace("@PAGE_CSS@", Resource.text("page.css"))
                .replace("@SCRIPT@", Resource.text("page.js"))
                .replace("@SAID@", Json.of(said()))
                .replace("@PICTURES@", templates);
    }

    private Map<String, Object> said() {
        Map<String, Object> gates = new LinkedHashMap<>();
        circuit.gates().stream().filter(this::isDrawn).forEach(gate -> gates.put(gate.id(), said(gate)));
        circuit.boxes().forEach(box -> gates.put(box.id(), said(box)));
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("numbers", numbers.isPresent());
        all.put("objective", circuit.objective().map(Circuit.Output::name).orElse(""));
        all.put("births", numbers.map(n -> Births.of(circuit, n).sentences()).orElse(List.of()));
        all.put("gates", gates);
        return all;
    }

    private Map<String, Object> said(Gate gate) {
        Map<String, Object> said = new LinkedHashMap<>();
        said.put(
                "title",
                gate.name().map(n -> n + " = ").filter(n -> !gate.isLeaf()).orElse("")
                        + gate.label().text());
        said.put("formula", Labels.shortened(gate.formula().span()));
        said.put("line", gate.formula().span().line());
        said.put("role", gate.role().name().toLowerCase(java.util.Locale.ROOT));
        said.put("shape", gate.type().isScalar() ? "" : gate.type().toString());
        gate.label().lecture().ifPresent(l -> said.put("lecture", l.words()));
        numbers.ifPresent(n -> {
            n.value(gate).ifPresent(v -> said.put("value", shown(gate, v)));
            n.upstream(gate).ifPresent(v -> said.put("gradient", shown(gate, v)));
            Sentences sentences = new Sentences(n, numerals.orElseThrow());
            said.put("rules", sentences.of(gate));
            sentences.branch(gate, ways.getOrDefault(gate, 0L)).ifPresent(b -> said.put("branch", b));
        });
        return said;
    }

    private boolean isDrawn(Gate gate) {
        return pictures.values().stream().anyMatch(svg -> svg.contains("id=\"" + gate.id() + "\""))
                || circuit.outputs().stream().anyMatch(output -> output.gate() == gate);
    }

    private String shown(Gate gate, Value value) {
        return numerals.orElseThrow().value(gate, value);
    }

    private Map<String, Object> said(Box box) {
        Map<String, Object> said = new LinkedHashMap<>();
        long inside = circuit.gates().stream()
                .filter(g -> g.box() != null && g.box().isWithin(box) && !g.isLeaf())
                .count();
        said.put("title", box.title());
        said.put("formula", inside + " gates");
        said.put("role", box.scan().isPresent() ? "loop" : "function");
        return said;
    }
}

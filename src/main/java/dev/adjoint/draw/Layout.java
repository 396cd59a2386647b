package dev.adjoint.draw;

import dev.adjoint.draw.Scene.Edge;
import dev.adjoint.draw.Scene.Node;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.elk.alg.layered.options.LayeredMetaDataProvider;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.alg.layered.options.NodePlacementStrategy;
import org.eclipse.elk.alg.layered.options.OrderingStrategy;
import org.eclipse.elk.core.RecursiveGraphLayoutEngine;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.math.ElkPadding;
import org.eclipse.elk.core.options.CoreOptions;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeLabelPlacement;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.options.HierarchyHandling;
import org.eclipse.elk.core.options.NodeLabelPlacement;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkLabel;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/** Where everything stands: in layers from left to right, by the layered algorithm of the Eclipse Layout Kernel. */
final class Layout {

    /** A rectangle by its upper left corner. */
    record Area(double x, double y, double width, double height) {

        double middle() {
            return x + width / 2;
        }

        double centre() {
            return y + height / 2;
        }
    }

    /** A point of a wire. */
    record Point(double x, double y) {}

    /** As many nodes as are placed in the way that looks best, whose time grows fast. */
    private static final int SMALL = 64;

    private final Map<Node, ElkNode> nodes = new HashMap<>();
    private final Map<Box, ElkNode> boxes = new HashMap<>();
    private final Map<Edge, ElkEdge> edges = new HashMap<>();
    private final ElkNode root = ElkGraphUtil.createGraph();

    private Layout() {}

    static Layout of(Scene scene, Look look) {
        LayoutMetaDataService.getInstance().registerLayoutMetaDataProviders(new LayeredMetaDataProvider());
        Layout layout = new Layout();
        options(layout.root);
        if (scene.open().isEmpty()) {
            // With nodes in nodes, ELK 0.11 fails on this.
            layout.root.setProperty(LayeredOptions.CONSIDER_MODEL_ORDER_STRATEGY, OrderingStrategy.PREFER_NODES);
        }
        NodePlacementStrategy placement = scene.nodes().size() <= SMALL
                ? NodePlacementStrategy.NETWORK_SIMPLEX
                : NodePlacementStrategy.BRANDES_KOEPF;
        layout.root.setProperty(LayeredOptions.NODE_PLACEMENT_STRATEGY, placement);
        scene.open().forEach(layout::box);
        scene.nodes().forEach(node -> layout.node(node, look));
        scene.edges().forEach(edge -> layout.edge(edge, look));
        new RecursiveGraphLayoutEngine().layout(layout.root, new BasicProgressMonitor());
        return layout;
    }

    private static void options(ElkNode graph) {
        graph.setProperty(CoreOptions.ALGORITHM, LayeredOptions.ALGORITHM_ID);
        graph.setProperty(CoreOptions.DIRECTION, Direction.RIGHT);
        graph.setProperty(CoreOptions.HIERARCHY_HANDLING, HierarchyHandling.INCLUDE_CHILDREN);
        graph.setProperty(CoreOptions.EDGE_ROUTING, EdgeRouting.POLYLINE);
        graph.setProperty(CoreOptions.RANDOM_SEED, 1);
        graph.setProperty(CoreOptions.SPACING_NODE_NODE, 26.0);
        graph.setProperty(LayeredOptions.SPACING_EDGE_NODE, 14.0);
        graph.setProperty(LayeredOptions.SPACING_EDGE_EDGE, 10.0);
        graph.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, 14.0);
        graph.setProperty(LayeredOptions.SPACING_EDGE_NODE_BETWEEN_LAYERS, 10.0);
        graph.setProperty(CoreOptions.PADDING, new ElkPadding(14));
    }

    private ElkNode inside(Box box) {
        return box == null ? root : boxes.get(box);
    }

    private void box(Box box) {
        ElkNode node = ElkGraphUtil.createNode(inside(box.parent()));
        options(node);
        node.setProperty(CoreOptions.PADDING, new ElkPadding(Look.TITLE + 12, 16, 16, 16));
        boxes.put(box, node);
    }

    private void node(Node scene, Look look) {
        ElkNode node = ElkGraphUtil.createNode(inside(scene.parent()));
        node.setDimensions(look.width(scene), look.height(scene));
        look.above(scene).ifPresent(text -> label(node, text, NodeLabelPlacement.V_TOP));
        look.below(scene).ifPresent(text -> label(node, text, NodeLabelPlacement.V_BOTTOM));
        if (look.sum(scene).isPresent()) {
            label(node, look.sumText(scene), NodeLabelPlacement.V_BOTTOM);
        }
        nodes.put(scene, node);
    }

    private static void label(ElkNode node, String text, NodeLabelPlacement side) {
        ElkLabel label = ElkGraphUtil.createLabel(text, node);
        label.setDimensions(Look.numberWidth(text, 12) + 4, Look.LINE);
        label.setProperty(
                CoreOptions.NODE_LABELS_PLACEMENT,
                EnumSet.of(NodeLabelPlacement.OUTSIDE, NodeLabelPlacement.H_CENTER, side));
    }

    private void edge(Edge scene, Look look) {
        ElkEdge edge = ElkGraphUtil.createSimpleEdge(nodes.get(scene.from()), nodes.get(scene.to()));
        if (look.value(scene).isPresent()) {
            double[] room = look.room(scene);
            ElkLabel label = ElkGraphUtil.createLabel("numbers", edge);
            label.setDimensions(room[0], room[1]);
            label.setProperty(CoreOptions.EDGE_LABELS_INLINE, true);
            label.setProperty(CoreOptions.EDGE_LABELS_PLACEMENT, EdgeLabelPlacement.CENTER);
        }
        edges.put(scene, edge);
    }

    double width() {
        return root.getWidth();
    }

    double height() {
        return root.getHeight();
    }

    Area of(Node node) {
        return area(nodes.get(node));
    }

    Area of(Box box) {
        return area(boxes.get(box));
    }

    private static Area area(ElkNode node) {
        Point corner = corner(node.getParent());
        return new Area(corner.x() + node.getX(), corner.y() + node.getY(), node.getWidth(), node.getHeight());
    }

    /** The upper left corner of a node in the drawing; what is in it is placed from there. */
    private static Point corner(ElkNode node) {
        double x = 0;
        double y = 0;
        for (ElkNode at = node; at != null && at.getParent() != null; at = at.getParent()) {
            x += at.getX();
            y += at.getY();
        }
        return new Point(x, y);
    }

    /** The room of the numbers on an edge. */
    Area numbers(Edge edge) {
        ElkEdge elk = edges.get(edge);
        Point corner = corner(elk.getContainingNode());
        ElkLabel label = elk.getLabels().get(0);
        return new Area(corner.x() + label.getX(), corner.y() + label.getY(), label.getWidth(), label.getHeight());
    }

    /** From the gate whose value it brings to the one that uses it. */
    List<Point> way(Edge edge) {
        ElkEdge elk = edges.get(edge);
        Point corner = corner(elk.getContainingNode());
        List<Point> way = new ArrayList<>();
        for (ElkEdgeSection section : elk.getSections()) {
            way.add(new Point(corner.x() + section.getStartX(), corner.y() + section.getStartY()));
            section.getBendPoints().forEach(b -> way.add(new Point(corner.x() + b.getX(), corner.y() + b.getY())));
            way.add(new Point(corner.x() + section.getEndX(), corner.y() + section.getEndY()));
        }
        return way;
    }
}

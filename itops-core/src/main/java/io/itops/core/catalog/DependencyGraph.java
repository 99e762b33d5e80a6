package io.itops.core.catalog;

import com.google.common.graph.ElementOrder;
import com.google.common.graph.GraphBuilder;
import com.google.common.graph.ImmutableGraph;
import io.itops.core.Ref;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What rests on what: an edge leads from a service to each of its components, and from each thing to what it depends on. All searches
 * go breadth first with a memory of what they have met, so that cycles do no harm, and meet neighbours in their order. Immutable.
 */
final class DependencyGraph {
    private final ImmutableGraph<Ref> graph;

    DependencyGraph(CatalogState state) {
        ImmutableGraph.Builder<Ref> builder = GraphBuilder.directed()
                .allowsSelfLoops(false)
                .nodeOrder(ElementOrder.<Ref>insertion())
                .incidentEdgeOrder(ElementOrder.<Ref>stable())
                .<Ref>immutable();
        state.components().keySet().forEach(component -> builder.addNode(component.ref()));
        state.services().keySet().forEach(service -> builder.addNode(service.ref()));
        edges(state).forEach((from, on) -> on.forEach(to -> builder.putEdge(from, to)));
        graph = builder.build();
    }

    /** Edges in the order of both their ends, so that the neighbours of each node stand in order as well. */
    private static SortedMap<Ref, Set<Ref>> edges(CatalogState state) {
        SortedMap<Ref, Set<Ref>> edges = new TreeMap<>();
        state.dependencies().forEach((from, on) -> edges.put(from, new TreeSet<>(on)));
        state.services()
                .values()
                .forEach(service -> service.components()
                        .forEach(component -> edges.computeIfAbsent(service.id().ref(), ref -> new TreeSet<>())
                                .add(component.ref())));
        return edges;
    }

    boolean contains(Ref node) {
        return graph.nodes().contains(node);
    }

    Collection<Ref> neighbours(Ref node, Direction direction) {
        return switch (direction) {
            case DEPENDENCIES -> graph.successors(node);
            case DEPENDANTS -> graph.predecessors(node);
            case BOTH -> graph.adjacentNodes(node);
        };
    }

    /** Hops from the start to everything within reach, the start itself at 0. */
    SortedMap<Ref, Integer> distances(Ref start, Direction direction, int maxHops) {
        Map<Ref, Integer> distances = new HashMap<>();
        Queue<Ref> frontier = new ArrayDeque<>();
        distances.put(start, 0);
        frontier.add(start);
        while (!frontier.isEmpty()) {
            Ref node = frontier.remove();
            int next = distances.getOrDefault(node, 0) + 1;
            if (next > maxHops) {
                break;
            }
            for (Ref neighbour : neighbours(node, direction)) {
                if (distances.putIfAbsent(neighbour, next) == null) {
                    frontier.add(neighbour);
                }
            }
        }
        return Collections.unmodifiableSortedMap(new TreeMap<>(distances));
    }

    /** A shortest way with both ends on it, empty if there is none. */
    List<Ref> path(Ref from, Ref to, Direction direction) {
        Map<Ref, Ref> cameFrom = new HashMap<>();
        Queue<Ref> frontier = new ArrayDeque<>();
        cameFrom.put(from, from);
        frontier.add(from);
        while (!frontier.isEmpty() && !cameFrom.containsKey(to)) {
            Ref node = frontier.remove();
            for (Ref neighbour : neighbours(node, direction)) {
                if (cameFrom.putIfAbsent(neighbour, node) == null) {
                    frontier.add(neighbour);
                }
            }
        }
        List<Ref> path = new ArrayList<>();
        Ref step = cameFrom.containsKey(to) ? to : null;
        while (step != null) {
            path.add(step);
            step = step.equals(from) ? null : cameFrom.get(step);
        }
        Collections.reverse(path);
        return List.copyOf(path);
    }
}

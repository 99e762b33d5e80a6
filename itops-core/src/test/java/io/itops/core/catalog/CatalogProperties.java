package io.itops.core.catalog;

import static io.itops.core.catalog.Catalogs.component;
import static io.itops.core.catalog.Catalogs.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.ComponentId;
import io.itops.core.Meters;
import io.itops.core.Ref;
import io.itops.core.ServiceId;
import io.itops.core.store.InMemoryStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Impact, blast radius, distance and path against the distances that Floyd and Warshall's algorithm finds. */
class CatalogProperties {
    private static final int FAR = 1_000_000;

    /** Nodes with even numbers are services, the others components; edges by number. */
    record Drawn(int nodes, Set<List<Integer>> edges) {
        Ref ref(int node) {
            return node % 2 == 0 ? service("s" + node) : component("c" + node);
        }

        /** Every edge from a service to a component is a membership if its ends say so, a dependency otherwise. */
        boolean member(List<Integer> edge) {
            return edge.get(0) % 2 == 0 && edge.get(1) % 2 == 1 && (edge.get(0) + edge.get(1)) % 3 == 0;
        }

        CatalogState state() {
            SortedMap<ComponentId, Component> components = new TreeMap<>();
            SortedMap<ServiceId, Service> services = new TreeMap<>();
            SortedMap<Ref, SortedSet<Ref>> dependencies = new TreeMap<>();
            for (int node = 0; node < nodes; node++) {
                int from = node;
                if (node % 2 == 1) {
                    Component component = Component.of("c" + node, "host");
                    components.put(component.id(), component);
                } else {
                    Service.Builder service =
                            Service.builder("s" + node).tier(Tier.values()[node / 2 % Tier.values().length]);
                    edges.stream()
                            .filter(edge -> edge.get(0) == from && member(edge))
                            .forEach(edge -> service.component("c" + edge.get(1)));
                    services.put(ServiceId.of("s" + node), service.build());
                }
            }
            edges.stream()
                    .filter(edge -> !member(edge))
                    .forEach(edge -> dependencies
                            .computeIfAbsent(ref(edge.get(0)), ref -> new TreeSet<>())
                            .add(ref(edge.get(1))));
            return new CatalogState(new TreeMap<>(), components, services, dependencies);
        }

        CatalogSnapshot snapshot() {
            return new CatalogSnapshot(1, state(), new ImpactCache(Meters.none(), 10_000));
        }

        int[][] distances(boolean bothWays) {
            int[][] d = new int[nodes][nodes];
            for (int[] row : d) {
                Arrays.fill(row, FAR);
            }
            for (int i = 0; i < nodes; i++) {
                d[i][i] = 0;
            }
            for (List<Integer> edge : edges) {
                d[edge.get(0)][edge.get(1)] = 1;
                if (bothWays) {
                    d[edge.get(1)][edge.get(0)] = 1;
                }
            }
            for (int k = 0; k < nodes; k++) {
                for (int i = 0; i < nodes; i++) {
                    for (int j = 0; j < nodes; j++) {
                        d[i][j] = Math.min(d[i][j], d[i][k] + d[k][j]);
                    }
                }
            }
            return d;
        }
    }

    @Provide
    Arbitrary<Drawn> graphs() {
        return Arbitraries.integers().between(1, 14).flatMap(nodes -> {
            Arbitrary<Integer> node = Arbitraries.integers().between(0, nodes - 1);
            return Combinators.combine(node, node)
                    .as((from, to) -> List.of(from, to))
                    .set()
                    .ofMinSize(0)
                    .ofMaxSize(Math.min(30, nodes * nodes))
                    .map(edges -> {
                        Set<List<Integer>> proper = new HashSet<>(edges);
                        proper.removeIf(edge -> edge.get(0).equals(edge.get(1)));
                        return new Drawn(nodes, proper);
                    });
        });
    }

    @Property(tries = 300)
    void everyAnswerIsThatOfTheNaiveAlgorithm(@ForAll("graphs") Drawn drawn) {
        compare(drawn, drawn.snapshot());
    }

    @Property(tries = 100)
    void whatIsWrittenIsWhatAnotherInstanceReads(@ForAll("graphs") Drawn drawn) {
        InMemoryStore store = new InMemoryStore();
        CatalogState state = drawn.state();
        CatalogContent content = new CatalogContent(
                List.of(),
                List.copyOf(state.components().values()),
                List.copyOf(state.services().values()),
                drawn.snapshot().dependencies());
        Catalogs.over(store).define(content, Catalogs.ANN);
        assertThat(Catalogs.over(store).snapshot().state()).isEqualTo(state);
    }

    @Example
    void theComparisonFindsALostEdgeAndAReversedOne() {
        Drawn whole = new Drawn(5, Set.of(List.of(0, 1), List.of(1, 2), List.of(2, 4), List.of(4, 1)));
        compare(whole, whole.snapshot());
        for (List<Integer> edge : whole.edges()) {
            Set<List<Integer>> fewer = new HashSet<>(whole.edges());
            fewer.remove(edge);
            Set<List<Integer>> reversed = new HashSet<>(fewer);
            reversed.add(List.of(edge.get(1), edge.get(0)));
            assertThatThrownBy(() -> compare(whole, new Drawn(5, fewer).snapshot()))
                    .isInstanceOf(AssertionError.class);
            assertThatThrownBy(() -> compare(whole, new Drawn(5, reversed).snapshot()))
                    .isInstanceOf(AssertionError.class);
        }
    }

    private static void compare(Drawn drawn, CatalogSnapshot snapshot) {
        int[][] along = drawn.distances(false);
        int[][] either = drawn.distances(true);
        for (int i = 0; i < drawn.nodes(); i++) {
            Ref from = drawn.ref(i);
            SortedMap<Ref, Integer> impact = new TreeMap<>();
            for (int j = 0; j < drawn.nodes(); j++) {
                Ref to = drawn.ref(j);
                if (i != j && along[j][i] < FAR) {
                    impact.put(to, along[j][i]);
                }
                assertThat(snapshot.distance(from, to, Direction.DEPENDENCIES)).isEqualTo(hops(along[i][j]));
                assertThat(snapshot.distance(from, to, Direction.DEPENDANTS)).isEqualTo(hops(along[j][i]));
                assertThat(snapshot.distance(from, to, Direction.BOTH)).isEqualTo(hops(either[i][j]));
                checkPath(drawn, snapshot.path(from, to, Direction.DEPENDENCIES));
            }
            assertThat(snapshot.impact(from).affected()).isEqualTo(impact);
            for (int hops = 0; hops <= 3; hops++) {
                checkReach(drawn, along[i], snapshot.distances(from, hops), hops);
            }
        }
        checkBlastRadius(drawn, snapshot, along);
    }

    private static OptionalInt hops(int distance) {
        return distance < FAR ? OptionalInt.of(distance) : OptionalInt.empty();
    }

    private static void checkReach(Drawn drawn, int[] row, Map<Ref, Integer> reach, int hops) {
        Map<Ref, Integer> expected = new TreeMap<>();
        for (int j = 0; j < row.length; j++) {
            if (row[j] <= hops) {
                expected.put(drawn.ref(j), row[j]);
            }
        }
        assertThat(reach).isEqualTo(expected);
    }

    private static void checkPath(Drawn drawn, List<Ref> path) {
        Set<List<Ref>> steps = new HashSet<>();
        drawn.edges().forEach(edge -> steps.add(List.of(drawn.ref(edge.get(0)), drawn.ref(edge.get(1)))));
        for (int i = 1; i < path.size(); i++) {
            assertThat(steps).contains(List.of(path.get(i - 1), path.get(i)));
        }
    }

    private static void checkBlastRadius(Drawn drawn, CatalogSnapshot snapshot, int[][] along) {
        List<Ref> failed = new ArrayList<>();
        for (int i = 0; i < drawn.nodes(); i += 3) {
            failed.add(drawn.ref(i));
        }
        Map<String, Integer> expected = new TreeMap<>();
        for (int j = 0; j < drawn.nodes(); j += 2) {
            int nearest = FAR;
            for (int i = 0; i < drawn.nodes(); i += 3) {
                nearest = Math.min(nearest, along[j][i]);
            }
            if (nearest < FAR) {
                expected.put("s" + j, nearest);
            }
        }
        BlastRadius radius = snapshot.blastRadius(failed);
        Map<String, Integer> found = new TreeMap<>();
        radius.services().forEach(service -> found.put(service.id().value(), service.distance()));
        assertThat(found).isEqualTo(expected);
        assertThat(radius.services())
                .extracting(BlastRadius.AffectedService::distance)
                .isSorted();
    }
}

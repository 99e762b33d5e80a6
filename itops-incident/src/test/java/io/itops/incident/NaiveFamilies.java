package io.itops.incident;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which incident is a part of which other one, written down once more as plainly as possible and sharing nothing with the code. Nothing moves
 * when incidents are merged: each node keeps its key, what its signals said and its place, and points to the one that it went into. What
 * an incident has follows from who points to it. The policy is ann for 5 minutes and bob for 10; nothing closes by itself.
 */
final class NaiveFamilies {
    static final Set<String> OPEN = Set.of("TRIGGERED", "ACKNOWLEDGED", "ON_HOLD");

    /** One incident. */
    static final class Node {
        final int number;
        final String key;
        String state = "TRIGGERED";
        String before = "";
        int into = -1;
        int parent = -1;
        List<Integer> parts = new ArrayList<>();
        boolean major;
        /** Its key was split off what it went into: it is no longer its own. */
        boolean robbed;

        int severity;
        boolean quiet;
        boolean severityKnown = true;
        int step;
        int nextAt;
        boolean exhausted;
        final Set<String> paged = new TreeSet<>();

        Node(int number, String key, int severity) {
            this.number = number;
            this.key = key;
            this.severity = severity;
        }
    }

    final List<Node> nodes = new ArrayList<>();
    /** Which node's signals a key's are, while an incident has it. */
    final Map<String, Node> owners = new HashMap<>();

    final Map<String, Integer> pages = new TreeMap<>();
    int now;

    Node root(Node node) {
        Node root = node;
        while (root.into >= 0) {
            root = nodes.get(root.into);
        }
        return root;
    }

    /** The nodes whose keys an incident has. */
    List<Node> keysOf(Node root) {
        return owners.values().stream().filter(owner -> root(owner) == root).toList();
    }

    Set<String> names(Node root) {
        Set<String> names = new TreeSet<>();
        keysOf(root).forEach(owner -> names.add(owner.key));
        return names;
    }

    int severity(Node root) {
        return keysOf(root).stream().mapToInt(owner -> owner.severity).min().orElseThrow();
    }

    boolean severityKnown(Node root) {
        return keysOf(root).stream().allMatch(owner -> owner.severityKnown);
    }

    boolean major(Node root) {
        return nodes.stream().anyMatch(node -> node.major && within(node, root));
    }

    boolean within(Node node, Node top) {
        for (Node at = node; ; at = nodes.get(at.into)) {
            if (at == top) {
                return true;
            }
            if (at.into < 0) {
                return false;
            }
        }
    }

    private boolean allQuiet(Node root) {
        return keysOf(root).stream().allMatch(owner -> owner.quiet);
    }

    private void page(Node node, String person) {
        pages.merge(person, 1, Integer::sum);
        node.paged.add(person);
    }

    private void begin(Node node) {
        node.state = "TRIGGERED";
        node.exhausted = false;
        node.paged.clear();
        node.step = 1;
        node.nextAt = now + 5;
        page(node, "ann");
    }

    private Node open(String key, int severity) {
        Node node = new Node(nodes.size(), key, severity);
        nodes.add(node);
        owners.put(key, node);
        begin(node);
        return node;
    }

    void fire(String key, int severity) {
        Node owner = owners.get(key);
        if (owner == null) {
            open(key, severity);
            return;
        }
        owner.severity = Math.min(owner.severity, severity);
        owner.quiet = false;
        Node root = root(owner);
        if (root.state.equals("RESOLVED")) {
            begin(root);
        }
    }

    void over(String key) {
        Node owner = owners.get(key);
        if (owner != null && OPEN.contains(root(owner).state)) {
            owner.quiet = true;
            if (allQuiet(root(owner))) {
                resolved(root(owner));
            }
        }
    }

    private void resolved(Node root) {
        root.state = "RESOLVED";
        keysOf(root).forEach(owner -> owner.quiet = true);
    }

    boolean resolve(Node node) {
        return when(OPEN.contains(node.state), () -> resolved(node));
    }

    boolean acknowledge(Node node) {
        return when(Set.of("TRIGGERED", "ACKNOWLEDGED").contains(node.state), () -> node.state = "ACKNOWLEDGED");
    }

    /** To hold what is resolved opens it again, by its own key where it has several. */
    boolean hold(Node node) {
        boolean again = node.state.equals("RESOLVED");
        return when(again || OPEN.contains(node.state), () -> {
            if (again) {
                node.quiet = false;
            }
            node.state = "ON_HOLD";
        });
    }

    boolean close(Node node) {
        return when(node.state.equals("RESOLVED"), () -> ended(node, "CLOSED"));
    }

    boolean cancel(Node node) {
        return when(OPEN.contains(node.state), () -> ended(node, "CANCELLED"));
    }

    private void ended(Node node, String state) {
        keysOf(node).forEach(owner -> {
            owner.quiet = true;
            owners.remove(owner.key);
        });
        node.state = state;
    }

    boolean promote(Node node) {
        return when(OPEN.contains(node.state) || node.state.equals("RESOLVED"), () -> node.major |= !major(node));
    }

    private static boolean when(boolean allowed, Runnable then) {
        if (allowed) {
            then.run();
        }
        return allowed;
    }

    private List<Integer> line(Node node) {
        List<Integer> line = new ArrayList<>();
        for (int at = node.number; at >= 0 && line.size() <= nodes.size(); at = nodes.get(at).parent) {
            line.add(at);
        }
        return line;
    }

    private List<Node> partsOf(Node node) {
        return nodes.stream().filter(part -> part.parent == node.number).toList();
    }

    boolean link(Node node, Optional<Node> parent) {
        if (node.state.equals("MERGED")) {
            return false;
        }
        int next = parent.map(above -> above.number).orElse(-1);
        if (next == node.parent) {
            return true;
        }
        return when(
                parent.isEmpty()
                        || (!parent.get().state.equals("MERGED")
                                && !line(parent.get()).contains(node.number)),
                () -> node.parent = next);
    }

    boolean merge(Node node, Node into) {
        if (node.state.equals("MERGED")) {
            return node.into == into.number;
        }
        boolean mergeable = OPEN.contains(node.state) || node.state.equals("RESOLVED");
        return when(
                mergeable
                        && node != into
                        && OPEN.contains(into.state)
                        && !line(into).contains(node.number),
                () -> {
                    node.before = node.state;
                    node.state = "MERGED";
                    node.into = into.number;
                    node.parts = partsOf(node).stream().map(part -> part.number).toList();
                    partsOf(node).forEach(part -> part.parent = into.number);
                });
    }

    boolean unmerge(Node node) {
        if (!node.state.equals("MERGED")) {
            return false;
        }
        Node root = root(node);
        Node holder = owners.get(node.key);
        if (holder != null && (node.robbed || root(holder) != root)) {
            return false;
        }
        boolean gives = keysOf(root).stream().anyMatch(owner -> within(owner, node));
        node.into = -1;
        for (Node one : nodes) {
            boolean own = one == node || (within(one, node) && !one.robbed);
            if (own && owners.putIfAbsent(one.key, one) == null) {
                one.quiet = true;
                one.severityKnown = false;
            }
        }
        boolean quiet = allQuiet(node);
        node.state = node.before;
        if (node.state.equals("RESOLVED") && !quiet) {
            begin(node);
        } else if (quiet) {
            resolved(node);
        } else if (node.state.equals("TRIGGERED")) {
            List.copyOf(node.paged).forEach(person -> page(node, person));
        }
        if (gives && OPEN.contains(root.state) && allQuiet(root)) {
            resolved(root);
        }
        for (int part : node.parts) {
            if (nodes.get(part).parent == root.number && !line(node).contains(part)) {
                nodes.get(part).parent = node.number;
            }
        }
        pass(0);
        return true;
    }

    boolean split(Node node, String key) {
        Node owner = owners.get(key);
        if (!OPEN.contains(node.state) || key.equals(node.key) || (owner != null && root(owner) != node)) {
            return false;
        }
        if (owner != null) {
            owner.robbed = true;
            owners.remove(key);
            if (allQuiet(node)) {
                resolved(node);
            }
        }
        open(key, 4);
        return true;
    }

    void pass(int minutes) {
        int end = now + minutes;
        while (true) {
            Node next = null;
            for (Node node : nodes) {
                boolean rings = node.state.equals("TRIGGERED") && !node.exhausted;
                if (rings && (next == null || node.nextAt < next.nextAt)) {
                    next = node;
                }
            }
            if (next == null || next.nextAt > end) {
                break;
            }
            now = Math.max(now, next.nextAt);
            if (next.step == 1) {
                next.step = 2;
                next.nextAt = now + 10;
                page(next, "bob");
            } else {
                next.exhausted = true;
            }
        }
        now = end;
    }
}

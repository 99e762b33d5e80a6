package io.itops.core.lifecycle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Places boxes in layers from top to bottom and leads the lines between them, after the method of Sugiyama, Tagawa and Toda (IEEE
 * Transactions on Systems, Man and Cybernetics 11 (2), 1981): layers by longest path, order by barycentres, positions by least
 * squares. Lines that would run upwards are laid as if they ran downwards. Each line passes a place in every layer between its
 * boxes, and one of these holds its label, so that labels never lie on boxes or on one another.
 *
 * <p>Only the four basic operations on doubles are used: the same input gives the same drawing on every machine.
 */
final class LayeredLayout {
    private static final double LAYER_GAP = 22;
    private static final double BOX_GAP = 28;
    private static final double LINE_GAP = 14;
    private static final double PORT_GAP = 14;
    private static final double PORT_MARGIN = 16;
    private static final int ORDER_SWEEPS = 24;
    private static final int PLACE_SWEEPS = 200;

    /** The size of a box or label. */
    record Size(double width, double height) {}

    /** A line from box to box, with the size of its label. */
    record Line(int from, int to, Size label) {}

    /** A point. */
    record Point(double x, double y) {}

    /** Where a line runs, from its source on: pairs of points are joined by alternating curves and straight pieces. */
    record Route(List<Point> points, Point label) {
        Route {
            points = List.copyOf(points);
        }
    }

    /** One place in a layer: a box, or where a line passes. */
    private static final class Place {
        final int layer;
        final Size size;
        final boolean box;
        final List<Place> above = new ArrayList<>();
        final List<Place> below = new ArrayList<>();
        int order;
        double key;
        double x;

        Place(int layer, Size size, boolean box) {
            this.layer = layer;
            this.size = size;
            this.box = box;
        }
    }

    private final List<Line> lines;
    private final List<Place> boxes = new ArrayList<>();
    private final List<List<Place>> chains = new ArrayList<>();
    private final List<List<Place>> layers = new ArrayList<>();
    private final List<Route> routes;
    private final double[] top;
    private final double[] bottom;

    /**
     * Lays out boxes and lines.
     *
     * @param sizes the boxes in the order in which they should come from top to bottom; the first stands alone at the top
     * @param lines the lines; none joins a box to itself
     */
    LayeredLayout(List<Size> sizes, List<Line> lines) {
        this.lines = lines;
        int[] layerOf = longestPaths(sizes.size());
        for (int i = 0; i <= Arrays.stream(layerOf).max().orElse(0); i++) {
            layers.add(new ArrayList<>());
        }
        for (int i = 0; i < sizes.size(); i++) {
            boxes.add(place(new Place(layerOf[i], sizes.get(i), true)));
        }
        lines.forEach(line -> chains.add(chain(line)));
        order();
        top = new double[layers.size()];
        bottom = new double[layers.size()];
        setRows();
        setColumns();
        routes = route();
    }

    double width() {
        return layers.stream()
                .flatMap(List::stream)
                .mapToDouble(p -> p.x + p.size.width() / 2)
                .max()
                .orElse(0);
    }

    double height() {
        return bottom[bottom.length - 1];
    }

    Point centre(int box) {
        Place place = boxes.get(box);
        return new Point(place.x, middle(place));
    }

    Route route(int line) {
        return routes.get(line);
    }

    private double middle(Place place) {
        return (top[place.layer] + bottom[place.layer]) / 2;
    }

    private Place place(Place place) {
        List<Place> layer = layers.get(place.layer);
        place.order = layer.size();
        layer.add(place);
        return place;
    }

    /** Boxes lie on even layers, labels on odd ones. Lines run from lower to higher numbers, so one pass in that order is enough. */
    private int[] longestPaths(int count) {
        int[] layer = new int[count];
        for (int box = 1; box < count; box++) {
            layer[box] = 2;
            for (Line line : lines) {
                if (Math.max(line.from(), line.to()) == box) {
                    layer[box] = Math.max(layer[box], layer[Math.min(line.from(), line.to())] + 2);
                }
            }
        }
        return layer;
    }

    private List<Place> chain(Line line) {
        Place upper = boxes.get(Math.min(line.from(), line.to()));
        Place lower = boxes.get(Math.max(line.from(), line.to()));
        int half = (lower.layer - upper.layer) / 2;
        int labelled = upper.layer + (half % 2 == 0 ? half - 1 : half);
        List<Place> chain = new ArrayList<>(List.of(upper));
        for (int layer = upper.layer + 1; layer <= lower.layer; layer++) {
            Place next = layer == lower.layer
                    ? lower
                    : place(new Place(layer, layer == labelled ? line.label() : new Size(0, 0), false));
            Place previous = chain.get(chain.size() - 1);
            previous.below.add(next);
            next.above.add(previous);
            chain.add(next);
        }
        return chain;
    }

    private void order() {
        List<List<Place>> best = copy();
        long fewest = crossings();
        for (int sweep = 0; sweep < ORDER_SWEEPS && fewest > 0; sweep++) {
            boolean down = sweep % 2 == 0;
            for (int i = 0; i < layers.size(); i++) {
                sort(layers.get(down ? i : layers.size() - 1 - i), down);
            }
            long now = crossings();
            if (now < fewest) {
                fewest = now;
                best = copy();
            }
        }
        for (int i = 0; i < layers.size(); i++) {
            layers.set(i, best.get(i));
            number(best.get(i));
        }
    }

    private List<List<Place>> copy() {
        List<List<Place>> copy = new ArrayList<>();
        layers.forEach(layer -> copy.add(new ArrayList<>(layer)));
        return copy;
    }

    private static void sort(List<Place> layer, boolean down) {
        for (Place place : layer) {
            List<Place> near = down ? place.above : place.below;
            place.key = near.stream().mapToInt(p -> p.order).average().orElse(place.order);
        }
        layer.sort(Comparator.comparingDouble(p -> p.key));
        number(layer);
    }

    private static void number(List<Place> layer) {
        for (int i = 0; i < layer.size(); i++) {
            layer.get(i).order = i;
        }
    }

    private long crossings() {
        long count = 0;
        for (List<Place> layer : layers) {
            for (int i = 0; i < layer.size(); i++) {
                for (int j = i + 1; j < layer.size(); j++) {
                    for (Place left : layer.get(i).below) {
                        for (Place right : layer.get(j).below) {
                            count += left.order > right.order ? 1 : 0;
                        }
                    }
                }
            }
        }
        return count;
    }

    private void setRows() {
        double y = 0;
        for (int i = 0; i < layers.size(); i++) {
            top[i] = y;
            bottom[i] = y
                    + layers.get(i).stream()
                            .mapToDouble(p -> p.size.height())
                            .max()
                            .orElse(0);
            y = bottom[i] + LAYER_GAP;
        }
    }

    private void setColumns() {
        for (List<Place> layer : layers) {
            settle(layer, new double[layer.size()], ones(layer.size()));
        }
        for (int sweep = 0; sweep < PLACE_SWEEPS; sweep++) {
            boolean down = sweep % 2 == 0;
            for (int i = 0; i < layers.size(); i++) {
                pull(layers.get(down ? i : layers.size() - 1 - i));
            }
        }
        double left = layers.stream()
                .flatMap(List::stream)
                .mapToDouble(p -> p.x - p.size.width() / 2)
                .min()
                .orElse(0);
        layers.forEach(layer -> layer.forEach(p -> p.x -= left));
    }

    /** Moves each place of a layer to the mean of its neighbours, as far as the places beside it let it. */
    private static void pull(List<Place> layer) {
        double[] wanted = new double[layer.size()];
        double[] weights = new double[layer.size()];
        for (int i = 0; i < layer.size(); i++) {
            Place place = layer.get(i);
            double sum = 0;
            for (List<Place> side : List.of(place.above, place.below)) {
                for (Place near : side) {
                    double weight = place.box || near.box ? 1 : 20;
                    sum += weight * near.x;
                    weights[i] += weight;
                }
            }
            wanted[i] = weights[i] == 0 ? place.x : sum / weights[i];
            weights[i] = Math.max(weights[i], 1);
        }
        settle(layer, wanted, weights);
    }

    private static void settle(List<Place> layer, double[] wanted, double[] weights) {
        double[] offset = new double[layer.size()];
        for (int i = 1; i < layer.size(); i++) {
            Place left = layer.get(i - 1);
            Place right = layer.get(i);
            offset[i] = offset[i - 1]
                    + (left.size.width() + right.size.width()) / 2
                    + (left.box && right.box ? BOX_GAP : LINE_GAP);
        }
        double[] x = spread(wanted, offset, weights);
        for (int i = 0; i < x.length; i++) {
            layer.get(i).x = x[i];
        }
    }

    /**
     * The positions nearest to those wanted, by weighted least squares, that keep the offsets between neighbours: pool adjacent
     * violators.
     */
    static double[] spread(double[] wanted, double[] offset, double[] weights) {
        int n = wanted.length;
        double[] mean = new double[n];
        double[] weight = new double[n];
        int[] size = new int[n];
        int blocks = 0;
        for (int i = 0; i < n; i++) {
            mean[blocks] = wanted[i] - offset[i];
            weight[blocks] = weights[i];
            size[blocks++] = 1;
            while (blocks > 1 && mean[blocks - 2] > mean[blocks - 1]) {
                double sum = weight[blocks - 2] + weight[blocks - 1];
                mean[blocks - 2] =
                        (mean[blocks - 2] * weight[blocks - 2] + mean[blocks - 1] * weight[blocks - 1]) / sum;
                weight[blocks - 2] = sum;
                size[blocks - 2] += size[--blocks];
            }
        }
        double[] x = new double[n];
        int i = 0;
        for (int block = 0; block < blocks; block++) {
            for (int k = 0; k < size[block]; k++, i++) {
                x[i] = mean[block] + offset[i];
            }
        }
        return x;
    }

    private List<Route> route() {
        double[] leaves = ports(true);
        double[] arrives = ports(false);
        List<Route> made = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            List<Place> chain = chains.get(i);
            Line line = lines.get(i);
            Place upper = chain.get(0);
            Place lower = chain.get(chain.size() - 1);
            List<Point> points = new ArrayList<>();
            points.add(new Point(leaves[i], middle(upper) + upper.size.height() / 2));
            Point label = points.get(0);
            for (Place place : chain.subList(1, chain.size() - 1)) {
                points.add(new Point(place.x, top[place.layer]));
                points.add(new Point(place.x, bottom[place.layer]));
                if (place.size.width() > 0) {
                    label = new Point(place.x, middle(place));
                }
            }
            points.add(new Point(arrives[i], middle(lower) - lower.size.height() / 2));
            if (line.from() > line.to()) {
                java.util.Collections.reverse(points);
            }
            made.add(new Route(points, label));
        }
        return made;
    }

    /** Where each line touches its upper box (from below) or its lower box (from above): right under its next place if it can. */
    private double[] ports(boolean upper) {
        double[] port = new double[lines.size()];
        for (Place box : boxes) {
            List<Integer> here = new ArrayList<>();
            for (int i = 0; i < chains.size(); i++) {
                if (end(i, upper) == box) {
                    here.add(i);
                }
            }
            here.sort(Comparator.comparingDouble(i -> next(i, upper).x));
            double room = Math.max(0, box.size.width() / 2 - PORT_MARGIN);
            double gap = here.size() < 2 ? 0 : Math.min(PORT_GAP, 2 * room / (here.size() - 1));
            double[] wanted = new double[here.size()];
            double[] offset = new double[here.size()];
            for (int k = 0; k < wanted.length; k++) {
                offset[k] = k * gap;
                double least = box.x - room + offset[k];
                double most = box.x + room - (wanted.length - 1 - k) * gap;
                wanted[k] = Math.min(Math.max(next(here.get(k), upper).x, least), most);
            }
            double[] x = spread(wanted, offset, ones(wanted.length));
            for (int k = 0; k < x.length; k++) {
                port[here.get(k)] = x[k];
            }
        }
        return port;
    }

    private Place end(int line, boolean upper) {
        List<Place> chain = chains.get(line);
        return chain.get(upper ? 0 : chain.size() - 1);
    }

    private Place next(int line, boolean upper) {
        List<Place> chain = chains.get(line);
        return chain.get(upper ? 1 : chain.size() - 2);
    }

    private static double[] ones(int n) {
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        return ones;
    }
}

package io.itops.core.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.itops.core.lifecycle.LayeredLayout.Line;
import io.itops.core.lifecycle.LayeredLayout.Point;
import io.itops.core.lifecycle.LayeredLayout.Route;
import io.itops.core.lifecycle.LayeredLayout.Size;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class LayeredLayoutProperties {
    record Picture(List<Size> boxes, List<Line> lines) {}

    private record Rect(double left, double top, double right, double bottom) {
        static Rect around(Point centre, Size size) {
            return new Rect(
                    centre.x() - size.width() / 2,
                    centre.y() - size.height() / 2,
                    centre.x() + size.width() / 2,
                    centre.y() + size.height() / 2);
        }

        boolean meets(Rect other) {
            return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
        }
    }

    @Provide
    Arbitrary<Picture> pictures() {
        Arbitrary<Size> size = Combinators.combine(
                        Arbitraries.integers().between(10, 200),
                        Arbitraries.integers().between(10, 60))
                .as(Size::new);
        return size.list().ofMinSize(2).ofMaxSize(12).flatMap(boxes -> {
            Arbitrary<Integer> box = Arbitraries.integers().between(0, boxes.size() - 1);
            return Combinators.combine(box, box, size)
                    .as(Line::new)
                    .filter(line -> line.from() != line.to())
                    .list()
                    .ofMaxSize(25)
                    .map(lines -> new Picture(boxes, lines));
        });
    }

    @Property(tries = 200)
    void nothingOverlapsAndNothingLiesOutside(@ForAll("pictures") Picture picture) {
        LayeredLayout layout = new LayeredLayout(picture.boxes(), picture.lines());
        List<Rect> rects = new ArrayList<>();
        for (int i = 0; i < picture.boxes().size(); i++) {
            rects.add(Rect.around(layout.centre(i), picture.boxes().get(i)));
        }
        for (int i = 0; i < picture.lines().size(); i++) {
            rects.add(
                    Rect.around(layout.route(i).label(), picture.lines().get(i).label()));
        }

        for (int i = 0; i < rects.size(); i++) {
            Rect rect = rects.get(i);
            assertThat(rect.left).isGreaterThanOrEqualTo(-1e-6);
            assertThat(rect.top).isGreaterThanOrEqualTo(-1e-6);
            assertThat(rect.right).isLessThanOrEqualTo(layout.width() + 1e-6);
            assertThat(rect.bottom).isLessThanOrEqualTo(layout.height() + 1e-6);
            for (int j = 0; j < i; j++) {
                assertThat(rect.meets(rects.get(j)))
                        .as("%s and %s", rect, rects.get(j))
                        .isFalse();
            }
        }
    }

    @Property(tries = 200)
    void everyLineLeavesItsSourceAndArrivesAtItsTarget(@ForAll("pictures") Picture picture) {
        LayeredLayout layout = new LayeredLayout(picture.boxes(), picture.lines());
        for (int i = 0; i < picture.lines().size(); i++) {
            Line line = picture.lines().get(i);
            Route route = layout.route(i);
            boolean down = line.from() < line.to();
            touches(
                    route.points().get(0),
                    layout.centre(line.from()),
                    picture.boxes().get(line.from()),
                    down);
            touches(
                    route.points().get(route.points().size() - 1),
                    layout.centre(line.to()),
                    picture.boxes().get(line.to()),
                    !down);
            assertThat(route.points().size() % 2).isZero();
            for (int k = 1; k < route.points().size(); k++) {
                double step =
                        route.points().get(k).y() - route.points().get(k - 1).y();
                assertThat(down ? step : -step).isGreaterThanOrEqualTo(0);
            }
        }
    }

    private static void touches(Point point, Point centre, Size box, boolean below) {
        assertThat(point.y()).isEqualTo(centre.y() + (below ? 1 : -1) * box.height() / 2, within(1e-6));
        assertThat(Math.abs(point.x() - centre.x())).isLessThanOrEqualTo(box.width() / 2 + 1e-6);
    }

    @Example
    void positionsAreTheNearestThatKeepTheirDistances() {
        double[] x = LayeredLayout.spread(
                new double[] {10, 0, 0, 100}, new double[] {0, 5, 10, 15}, new double[] {1, 1, 2, 1});

        // the first three are pooled: (10 - 0 + 0 - 5 + 2 * (0 - 10)) / 4 = -3.75
        assertThat(x).containsExactly(new double[] {-3.75, 1.25, 6.25, 100}, within(1e-9));
    }

    @Example
    void linesThatNeedNotCrossDoNot() {
        List<Size> boxes =
                List.of(new Size(10, 10), new Size(20, 10), new Size(20, 10), new Size(20, 10), new Size(20, 10));
        Size label = new Size(10, 10);
        LayeredLayout layout = new LayeredLayout(
                boxes,
                List.of(new Line(0, 1, label), new Line(0, 2, label), new Line(1, 4, label), new Line(2, 3, label)));

        assertThat(layout.centre(1).x() < layout.centre(2).x())
                .isEqualTo(layout.centre(4).x() < layout.centre(3).x());
    }
}

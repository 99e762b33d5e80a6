package io.itops.core.record;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.FormatException;
import io.itops.core.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ShapeTest {
    private record Point(long x, long y) {}

    private record Line(long z) {}

    @Test
    void aFieldOfAnotherShapeIsRefusedWhateverItsPlace() {
        List<Shape.Field<Point, Long>> others = new ArrayList<>();
        Shape.<Point>of("point", s -> {
            others.add(s.field("x", Codec.LONG, Point::x));
            others.add(s.field("y", Codec.LONG, Point::y));
            return row -> new Point(row.get(others.get(0)), row.get(others.get(1)));
        });
        for (Shape.Field<Point, Long> other : others) {
            Shape<Line> line = Shape.of("line", s -> {
                s.field("z", Codec.LONG, Line::z);
                return row -> new Line(row.get(other));
            });

            assertThatThrownBy(() -> line.read(line.write(new Line(3))))
                    .isInstanceOf(FormatException.class)
                    .hasMessageContaining(
                            "field must be declared by the shape that is read, but was \"" + other.name());
        }
    }

    @Test
    @SuppressWarnings("NullAway") // a codec that keeps no promise
    void aCodecThatGivesNothingIsRefusedInMapsAndLists() {
        Codec<String> writesNull = Codec.of(text -> null, tree -> "");
        Codec<String> readsNull = Codec.of(Tree.Text::new, tree -> null);

        assertThatThrownBy(() -> writesNull.map().write(new TreeMap<>(Map.of("k", "v"))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("member value must be given");
        assertThatThrownBy(() -> readsNull.list().read(CanonicalJson.read("[\"a\"]")))
                .isInstanceOf(FormatException.class)
                .hasMessageStartingWith("$[0] must hold a valid value (value that was read must be given");
    }
}

package io.itops.core.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.InvalidInputException;
import io.itops.core.LimitExceededException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What is written at once is the text of the tree, for every kind of codec. */
class DirectCodecProperties {
    private enum Colour {
        RED,
        GREEN
    }

    private sealed interface Figure permits Circle, Nothing {}

    private record Circle(double radius, List<Figure> inside) implements Figure {}

    private record Nothing() implements Figure {}

    private record Thing(
            String name,
            Optional<String> note,
            long count,
            boolean open,
            Instant at,
            Optional<Duration> length,
            Colour colour,
            SortedMap<String, Integer> sizes,
            List<List<String>> lists,
            List<Figure> figures,
            Optional<Thing> part) {}

    private static final Family<Figure> FIGURE = Family.of("figure", Figure.class)
            .with("circle", Circle.class, Shape.of("circle", s -> {
                var radius = s.field("radius", Codec.DOUBLE, Circle::radius);
                var inside = s.field("inside", Codec.lazy(DirectCodecProperties::figures), Circle::inside);
                return row -> new Circle(row.get(radius), row.get(inside));
            }))
            .withConstant("nothing", new Nothing())
            .build();

    private static final Shape<Thing> THING = Shape.of("thing", s -> {
        var name = s.field("name", Codec.TEXT, Thing::name);
        var note = s.optional("a \"note\"\n", Codec.TEXT, Thing::note);
        var count = s.field("count", Codec.LONG, Thing::count);
        var open = s.field("open", Codec.BOOL, Thing::open);
        var at = s.field("at", Codec.INSTANT, Thing::at);
        var length = s.optional("length", Codec.DURATION, Thing::length);
        var colour = s.field("colour", Codec.ofEnum(Colour.class), Thing::colour);
        var sizes = s.field("sizes", Codec.INT.map(), Thing::sizes);
        var lists = s.field("lists", Codec.TEXT.list().list(), Thing::lists);
        var figures = s.field("figures", FIGURE.list(), Thing::figures);
        var part = s.optional("part", Codec.lazy(DirectCodecProperties::thing), Thing::part);
        return row -> new Thing(
                row.get(name),
                row.get(note),
                row.get(count),
                row.get(open),
                row.get(at),
                row.get(length),
                row.get(colour),
                row.get(sizes),
                row.get(lists),
                row.get(figures),
                row.get(part));
    });

    private static Codec<List<Figure>> figures() {
        return FIGURE.list();
    }

    private static Codec<Thing> thing() {
        return THING;
    }

    @Property(tries = 300)
    void theTextIsThatOfTheTree(@ForAll long seed) {
        Thing thing = thing(new Random(seed), 0);
        String text = CanonicalJson.write(THING, thing);
        assertThat(text).isEqualTo(CanonicalJson.write(THING.write(thing)));
        assertThat(THING.read(CanonicalJson.readCanonical(text))).isEqualTo(thing);
    }

    private static Thing thing(Random random, int depth) {
        SortedMap<String, Integer> sizes =
                random.nextBoolean() ? new TreeMap<>() : new TreeMap<>(Comparator.reverseOrder());
        for (int i = random.nextInt(4); i > 0; i--) {
            sizes.put(text(random), random.nextInt());
        }
        List<List<String>> lists = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            lists.add(random.nextBoolean() ? List.of() : List.of(text(random), text(random)));
        }
        return new Thing(
                text(random),
                random.nextBoolean() ? Optional.of(text(random)) : Optional.empty(),
                random.nextInt(),
                random.nextBoolean(),
                Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000) * 1_000L),
                random.nextBoolean() ? Optional.of(Duration.ofMillis(random.nextInt())) : Optional.empty(),
                Colour.values()[random.nextInt(2)],
                sizes,
                lists,
                figures(random, depth),
                random.nextInt(3) == 0 && depth < 4 ? Optional.of(thing(random, depth + 1)) : Optional.empty());
    }

    private static List<Figure> figures(Random random, int depth) {
        List<Figure> figures = new ArrayList<>();
        for (int i = depth < 4 ? random.nextInt(3) : 0; i > 0; i--) {
            figures.add(
                    random.nextBoolean()
                            ? new Nothing()
                            : new Circle(random.nextGaussian(), figures(random, depth + 1)));
        }
        return figures;
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        String characters = "ab{[,\"\\\n\u0001äé€\uE000z";
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append(
                    random.nextInt(9) == 0 ? "\uD83D\uDE00" : characters.charAt(random.nextInt(characters.length())));
        }
        return text.toString();
    }

    @Test
    void theLimitsOfTreesHold() {
        Codec<List<Figure>> figures = FIGURE.list();
        List<Figure> deep = List.of();
        for (int i = 0; i < 200; i++) {
            deep = List.of(new Circle(1, deep));
        }
        List<Figure> tooDeep = deep;
        assertThatThrownBy(() -> CanonicalJson.write(figures, tooDeep))
                .isInstanceOf(LimitExceededException.class)
                .hasMessageStartingWith("JSON depth");
        String most = "x".repeat(JsonLimits.DEFAULTS.maxLength() - 10);
        assertThatThrownBy(() -> CanonicalJson.write(Codec.TEXT.list(), List.of(most, "another text")))
                .isInstanceOf(LimitExceededException.class)
                .hasMessageStartingWith("JSON length");
    }

    @Test
    @SuppressWarnings("NullAway") // a codec that keeps no promise
    void whatNoTreeCouldHoldIsRefused() {
        assertThatThrownBy(() -> CanonicalJson.write(Codec.TEXT.list(), List.of("\uD83D")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("text must be well-formed Unicode");
        assertThatThrownBy(() -> CanonicalJson.write(Codec.TEXT.map(), new TreeMap<>(Map.of("\u0000", "v"))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("member name must not contain NUL");
        Codec<String> writesNull = Codec.of(text -> null, tree -> "");
        assertThatThrownBy(() -> CanonicalJson.write(writesNull.list(), List.of("a")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("tree of a value must be given");
        assertThatThrownBy(() -> CanonicalJson.write(Codec.DOUBLE.list(), List.of(Double.NaN)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("number must be finite");
    }
}

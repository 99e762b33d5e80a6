package io.itops.core.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.FormatException;
import io.itops.core.InvalidInputException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FamilyTest {
    private sealed interface Target {
        record Person(String name) implements Target {}

        record Team(String name, long size) implements Target {}

        enum Nobody implements Target {
            NOBODY
        }
    }

    private static final Shape<Target.Person> PERSON = Shape.of("person", s -> {
        var name = s.field("name", Codec.TEXT, Target.Person::name);
        return row -> new Target.Person(row.get(name));
    });

    private static final Shape<Target.Team> TEAM = Shape.of("team", s -> {
        var name = s.field("name", Codec.TEXT, Target.Team::name);
        var size = s.field("size", Codec.LONG, Target.Team::size);
        return row -> new Target.Team(row.get(name), row.get(size));
    });

    private static final Family<Target> TARGETS = Family.of("target", Target.class)
            .with("person", Target.Person.class, PERSON)
            .with("team", Target.Team.class, TEAM)
            .withConstant("nobody", Target.Nobody.NOBODY)
            .build();

    @Test
    void everyMemberComesBackFromItsTaggedForm() {
        for (Target target :
                new Target[] {new Target.Person("ann"), new Target.Team("payments", 4), Target.Nobody.NOBODY}) {
            assertThat(TARGETS.read(TARGETS.write(target))).isEqualTo(target);
        }
        assertThat(CanonicalJson.write(TARGETS.write(new Target.Person("ann"))))
                .isEqualTo("{\"kind\":\"person\",\"value\":{\"name\":\"ann\"}}");
    }

    @Test
    void aFamilyThatLacksAMemberIsRefusedWhenItIsBuilt() {
        assertThatThrownBy(() -> Family.of("target", Target.class)
                        .with("person", Target.Person.class, PERSON)
                        .withConstant("nobody", Target.Nobody.NOBODY)
                        .build())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("have a member for every permitted class")
                .hasMessageContaining("Team");
    }

    @Test
    void anUnknownTagIsEmptyForAReaderThatCanPassItOverAndAnErrorForOneThatCannot() {
        Tree body = Tree.Obj.of(Map.of());
        assertThat(TARGETS.read("robot", body)).isEmpty();
        Tree tagged = Tree.Obj.of(Map.of("kind", new Tree.Text("robot"), "value", body));
        assertThatThrownBy(() -> TARGETS.read(tagged))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("be one of [nobody, person, team]");
    }

    @Test
    void aTypeThatIsNotSealedIsRefused() {
        assertThatThrownBy(() -> Family.of("text", CharSequence.class).build())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("be sealed");
    }
}

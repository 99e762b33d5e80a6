package io.itops.core.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.InvalidInputException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Members behave as a tree map of the same members does. */
class MembersProperties {
    @Property
    void areTheMapThatWasBuiltInWhateverOrder(@ForAll("names") List<String> names, @ForAll("name") String asked) {
        Members.Builder builder = new Members.Builder(2);
        TreeMap<String, Tree> model = new TreeMap<>();
        for (int i = 0; i < names.size(); i++) {
            Tree value = Tree.num(i);
            assertThat(builder.put(names.get(i), value)).isEqualTo(model.putIfAbsent(names.get(i), value) == null);
            assertThat(builder.size()).isEqualTo(model.size());
        }
        Members members = builder.build();
        assertThat((Map<String, Tree>) members).isEqualTo(model).hasSameHashCodeAs(model);
        assertThat(new ArrayList<>(members.entrySet())).isEqualTo(new ArrayList<>(model.entrySet()));
        assertThat(members.get(asked)).isEqualTo(model.get(asked));
        assertThat(members.containsKey(asked)).isEqualTo(model.containsKey(asked));
        assertThat((Map<String, Tree>) members.headMap(asked)).isEqualTo(model.headMap(asked));
        assertThat((Map<String, Tree>) members.tailMap(asked)).isEqualTo(model.tailMap(asked));
        assertThat((Map<String, Tree>) members.subMap("", asked)).isEqualTo(model.subMap("", asked));
        if (!model.isEmpty()) {
            assertThat(members.firstKey()).isEqualTo(model.firstKey());
            assertThat(members.lastKey()).isEqualTo(model.lastKey());
        }
    }

    @Property
    void anObjectPutsTheMembersOfAnyMapInOrder(@ForAll("names") List<String> names) {
        SortedMap<String, Tree> backwards = new TreeMap<>(Comparator.reverseOrder());
        names.forEach(name -> backwards.put(name, new Tree.Text(name)));
        TreeMap<String, Tree> model = new TreeMap<>();
        model.putAll(backwards);
        assertThat(new ArrayList<>(new Tree.Obj(backwards).members().keySet()))
                .isEqualTo(new ArrayList<>(model.keySet()));
        assertThat(new Tree.Obj(backwards)).isEqualTo(new Tree.Obj(model));
    }

    @Example
    void cannotBeChangedAndKeepNothingOfTheGivenMap() {
        SortedMap<String, Tree> given = new TreeMap<>(Map.of("a", Tree.num(1)));
        Tree.Obj object = new Tree.Obj(given);
        given.put("b", Tree.num(2));
        assertThat(object.members()).hasSize(1);
        assertThatThrownBy(() -> object.members().put("b", Tree.num(2)))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> object.members().remove("a")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> new Tree.Obj(new TreeMap<>(Map.of("a\0", Tree.num(1)))))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> Tree.Obj.of(Map.of()).members().firstKey()).isInstanceOf(NoSuchElementException.class);
    }

    @Provide
    Arbitrary<List<String>> names() {
        return name().list().ofMaxSize(20);
    }

    @Provide
    Arbitrary<String> name() {
        return Arbitraries.strings()
                .withChars('a', 'b', 'B', '\u00e9', '\ufb01')
                .ofMaxLength(3);
    }
}

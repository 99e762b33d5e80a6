package io.itops.core.record;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Arbitrary trees, with the strings and numbers that texts get wrong more often than chance would give them. */
final class Trees {
    private Trees() {}

    static Arbitrary<Tree> any() {
        // jqwik would make every second tree of edge cases, which are all small and alike
        return Arbitraries.recursive(Trees::leaves, Trees::containers, 0, 3).withoutEdgeCases();
    }

    static Arbitrary<String> texts() {
        Arbitrary<String> escaped =
                Arbitraries.of("\"", "\\", "/", "\b", "\t", "\n", "\f", "\r", "\u0001", "\u001f", "\u007f", "\u2028");
        Arbitrary<String> plain =
                Arbitraries.strings().withCharRange(' ', '~').ofMinLength(1).ofMaxLength(8);
        Arbitrary<String> anyCharacter = Arbitraries.integers()
                .between(1, Character.MAX_CODE_POINT)
                .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                .map(Character::toString);
        Arbitrary<String> sorting =
                Arbitraries.of("\u0080", "\u00f6", "\u20ac", "\ufb33", "\uffff", "\ud83d\ude00", "\udbff\udfff");
        return Arbitraries.oneOf(plain, escaped, anyCharacter, sorting)
                .list()
                .ofMaxSize(4)
                .map(parts -> String.join("", parts));
    }

    private static Arbitrary<Tree> leaves() {
        Arbitrary<Tree> numbers = Arbitraries.oneOf(
                        Arbitraries.longs().map(Double::longBitsToDouble).filter(Double::isFinite),
                        Arbitraries.integers().map(Integer::doubleValue),
                        Arbitraries.integers().between(-9_999, 9_999).map(i -> i / 100.0))
                .map(Tree.Num::new);
        return Arbitraries.oneOf(
                texts().map(Tree.Text::new),
                numbers,
                Arbitraries.of(new Tree.Bool(true), new Tree.Bool(false), Tree.Null.NULL));
    }

    private static Arbitrary<Tree> containers(Arbitrary<Tree> inner) {
        return Arbitraries.oneOf(
                inner.list().ofMaxSize(4).map(Tree.Arr::new),
                Arbitraries.maps(texts(), inner).ofMaxSize(4).map(Tree.Obj::of),
                Arbitraries.maps(texts(), inner).ofMaxSize(4).map(Tree.Obj::of));
    }
}

package io.itops.core.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.itops.core.Ref;
import io.itops.core.explain.Explanation;
import io.itops.core.signal.Suspect;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SuspectMergeTest {
    private static Suspect change(String id, double likelihood) {
        return new Suspect(Optional.of(Ref.of("change", id)), id, likelihood, Explanation.of("why " + id));
    }

    private static Suspect unknown(double likelihood) {
        return Suspect.unknown(likelihood, Explanation.of("unknown"));
    }

    private static double share(List<Suspect> suspects, String title) {
        return suspects.stream()
                .filter(suspect -> suspect.title().equals(title))
                .findFirst()
                .orElseThrow()
                .likelihood();
    }

    private static double sum(List<Suspect> suspects) {
        return suspects.stream().mapToDouble(Suspect::likelihood).sum();
    }

    @Test
    void oneSourceIsLeftAsItIs() {
        List<Suspect> one = SuspectMerge.of(List.of(List.of(unknown(0.4), change("a", 0.6))));
        assertThat(one).extracting(Suspect::title).containsExactly("a", Suspect.UNKNOWN);
        assertThat(share(one, "a")).isCloseTo(0.6, within(1e-12));
        assertThat(one.get(1).why().reason()).isEqualTo("unknown");
        assertThat(SuspectMerge.of(List.of())).isEmpty();
    }

    @Test
    void twoSourcesShareOneUnknownCauseAndKeepTheirOddsAgainstIt() {
        List<Suspect> both = SuspectMerge.of(
                List.of(List.of(change("a", 0.6), unknown(0.4)), List.of(change("b", 0.5), unknown(0.5))));
        assertThat(both).extracting(Suspect::title).containsExactly("a", Suspect.UNKNOWN, "b");
        assertThat(sum(both)).isCloseTo(1, within(1e-12));
        assertThat(share(both, "a") / share(both, Suspect.UNKNOWN)).isCloseTo(1.5, within(1e-12));
        assertThat(share(both, "b") / share(both, Suspect.UNKNOWN)).isCloseTo(1, within(1e-12));
        assertThat(both.get(1).why().because()).hasSize(2);
    }

    @Test
    void whatTwoSourcesNameCountsOnceWithTheGreaterOdds() {
        List<Suspect> both = SuspectMerge.of(
                List.of(List.of(change("a", 0.5), unknown(0.5)), List.of(change("a", 0.75), unknown(0.25))));
        assertThat(both).hasSize(2);
        assertThat(share(both, "a")).isCloseTo(0.75, within(1e-12));
    }

    @Test
    void sourcesThatNameNobodyOrNoUnknownCauseStillGiveAWhole() {
        List<Suspect> sure = SuspectMerge.of(List.of(List.of(), List.of(change("a", 1)), List.of(unknown(1))));
        assertThat(sum(sure)).isCloseTo(1, within(1e-12));
        assertThat(share(sure, Suspect.UNKNOWN)).isPositive();
        assertThat(share(SuspectMerge.of(List.of(List.of(change("a", 0.3)))), Suspect.UNKNOWN))
                .isCloseTo(0.7, within(1e-12));
        assertThat(SuspectMerge.of(List.of(List.of())))
                .singleElement()
                .satisfies(alone -> assertThat(alone.likelihood()).isEqualTo(1));
    }
}

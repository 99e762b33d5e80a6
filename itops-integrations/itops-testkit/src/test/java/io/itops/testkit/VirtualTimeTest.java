package io.itops.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itops.core.InvalidInputException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VirtualTimeTest {
    private final VirtualTime time = VirtualTime.at("2026-11-24T02:00:00Z");
    private final List<String> happened = new ArrayList<>();

    @Test
    void whatIsDueOnTheWayHappensAtItsOwnInstant() {
        put("later", 5);
        put("sooner", 2);
        put("beyond", 60);
        assertThat(time.next()).contains(at(2));
        time.set(at(10));
        assertThat(happened).containsExactly("sooner at 02:00:02", "later at 02:00:05");
        assertThat(time.instant()).isEqualTo(at(10));
        assertThat(time.next()).contains(at(60));
    }

    @Test
    void thingsOfOneInstantHappenInTheOrderInWhichTheyWerePutOff() {
        put("a", 1);
        put("b", 1);
        time.after(Duration.ofSeconds(1), () -> time.after(Duration.ZERO, () -> happened.add("d")));
        put("c", 1);
        time.set(at(1));
        assertThat(happened).containsExactly("a at 02:00:01", "b at 02:00:01", "c at 02:00:01", "d");
    }

    @Test
    void aJumpBringsNothingAbout() {
        put("later", 60);
        time.jump(Duration.ofHours(1));
        assertThat(happened).isEmpty();
        assertThat(time.elapsed()).isZero();
        assertThat(time.next()).contains(at(3_660));
        time.set(at(3_600 + 59));
        assertThat(happened).isEmpty();
        time.set(at(3_600 + 60));
        assertThat(happened).containsExactly("later at 03:01:00");
        assertThat(time.elapsed()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void settingTheClockBackIsAJump() {
        put("later", 60);
        time.set(at(-60));
        assertThat(time.next()).contains(at(0));
        time.set(at(0));
        assertThat(happened).containsExactly("later at 02:00:00");
    }

    @Test
    void aJumpOnTheWayMovesTheRestOfTheWay() {
        time.after(Duration.ofSeconds(10), () -> time.jump(Duration.ofHours(1)));
        put("later", 20);
        time.set(at(30));
        assertThat(happened).containsExactly("later at 03:00:20");
        assertThat(time.instant()).isEqualTo(at(3_630));
        assertThat(time.elapsed()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void timeMayPassOnTheWay() {
        time.after(Duration.ofSeconds(10), () -> time.set(at(40)));
        put("later", 20);
        time.set(at(30));
        assertThat(happened).containsExactly("later at 02:00:20");
        assertThat(time.instant()).isEqualTo(at(40));
    }

    @Test
    void nothingHappensInThePast() {
        assertThatThrownBy(() -> time.after(Duration.ofSeconds(-1), () -> {}))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("delay must not be negative");
    }

    private void put(String what, int seconds) {
        time.after(
                Duration.ofSeconds(seconds),
                () -> happened.add(what + " at " + time.instant().toString().substring(11, 19)));
    }

    private static Instant at(long seconds) {
        return Instant.parse("2026-11-24T02:00:00Z").plusSeconds(seconds);
    }
}

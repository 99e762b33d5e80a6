package io.itops.incident.oncall;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Overrides in the order in which they were made, carried out on a track.
 *
 * <p>Immutable and thread-safe.
 */
final class Overlay {
    private final List<Step> steps = new ArrayList<>();

    /** One override, or one half of a swap. */
    private record Step(long start, long end, ScheduleOverride override, Cause.Kind kind) {}

    /** A duty while overrides are carried out on it. */
    private static final class Slot {
        private @Nullable Duty duty;
        /** Why it was there before any override. */
        private final Optional<Cause> base;
        /** From whom overrides took it. */
        private final Set<String> givers = new HashSet<>();

        Slot(Duty duty) {
            this.duty = duty;
            Cause cause = duty.cause();
            boolean replaced = cause.kind() == Cause.Kind.REPLACED || cause.kind() == Cause.Kind.SWAPPED;
            this.base = replaced ? cause.over() : Optional.of(cause);
            if (replaced) {
                cause.inPlaceOf().ifPresent(givers::add);
            }
        }

        boolean isHeldBy(String person) {
            return duty != null && duty.person().equals(person);
        }
    }

    Overlay(List<ScheduleOverride> overrides) {
        for (ScheduleOverride override : overrides) {
            if (override instanceof ScheduleOverride.Swap swap) {
                swap.halves().forEach(half -> steps.add(step(half, Cause.Kind.SWAPPED)));
            } else {
                steps.add(step(
                        override,
                        override.kind() == ScheduleOverride.Kind.ADD ? Cause.Kind.ADDED : Cause.Kind.REPLACED));
            }
        }
    }

    private static Step step(ScheduleOverride override, Cause.Kind kind) {
        return new Step(
                Values.micros(override.window().start()),
                Values.micros(override.window().end()),
                override,
                kind);
    }

    /** What a track comes to. */
    Track on(Track base, long from, long until) {
        List<Step> near = steps.stream()
                .filter(step -> step.start() < until && from < step.end())
                .toList();
        if (near.isEmpty()) {
            return base;
        }
        Track result = new Track();
        List<Step> active = List.of();
        Active steps = new Active(near);
        int piece = 0;
        long[] edges = edges(near, base, from, until);
        for (int i = 0; i + 1 < edges.length; i++) {
            long start = edges[i];
            long end = edges[i + 1];
            while (piece < base.size() && base.end(piece) <= start) {
                piece++;
            }
            List<Duty> on = piece < base.size() && base.start(piece) <= start ? base.duties(piece) : List.<Duty>of();
            if (steps.moveTo(start)) {
                active = steps.inOrder();
            }
            result.add(start, end, active.isEmpty() ? on : carriedOut(on, active));
        }
        return result;
    }

    /**
     * The steps that hold at an instant that only moves on: each comes once and goes once, however many there are.
     *
     * <p>Not thread-safe; confine to one thread.
     */
    private static final class Active {
        private final List<Step> steps;
        private final int[] byStart;
        private final int[] byEnd;
        /** The places of those that hold, which is the order in which they were made. */
        private final SortedSet<Integer> places = new TreeSet<>();

        private int begun;
        private int ended;

        Active(List<Step> steps) {
            this.steps = steps;
            this.byStart = sorted(steps, Step::start);
            this.byEnd = sorted(steps, Step::end);
        }

        private static int[] sorted(List<Step> steps, ToLongFunction<Step> edge) {
            return IntStream.range(0, steps.size())
                    .boxed()
                    .sorted(Comparator.comparingLong(place -> edge.applyAsLong(steps.get(place))))
                    .mapToInt(Integer::intValue)
                    .toArray();
        }

        /** Whether others hold now. */
        boolean moveTo(long at) {
            boolean changed = false;
            for (; begun < byStart.length && steps.get(byStart[begun]).start() <= at; begun++) {
                changed |= places.add(byStart[begun]);
            }
            for (; ended < byEnd.length && steps.get(byEnd[ended]).end() <= at; ended++) {
                changed |= places.remove(byEnd[ended]);
            }
            return changed;
        }

        List<Step> inOrder() {
            return places.stream().map(steps::get).toList();
        }
    }

    private static long[] edges(List<Step> near, Track base, long from, long until) {
        long[] edges = new long[2 + 2 * near.size() + 2 * base.size()];
        int size = 0;
        edges[size++] = from;
        edges[size++] = until;
        for (Step step : near) {
            edges[size++] = Math.max(from, step.start());
            edges[size++] = Math.min(until, step.end());
        }
        for (int i = 0; i < base.size(); i++) {
            edges[size++] = base.start(i);
            edges[size++] = base.end(i);
        }
        Arrays.sort(edges);
        int kept = 1;
        for (int i = 1; i < size; i++) {
            if (edges[i] != edges[kept - 1]) {
                edges[kept++] = edges[i];
            }
        }
        return Arrays.copyOf(edges, kept);
    }

    private static List<Duty> carriedOut(List<Duty> on, List<Step> active) {
        List<Slot> slots = new ArrayList<>(on.size() + 1);
        on.forEach(duty -> slots.add(new Slot(duty)));
        active.forEach(step -> carryOut(step, slots));
        List<Duty> result = new ArrayList<>(slots.size());
        Set<String> people = new HashSet<>();
        for (Slot slot : slots) {
            if (slot.duty != null && people.add(slot.duty.person())) {
                result.add(slot.duty);
            }
        }
        return List.copyOf(result);
    }

    private static void carryOut(Step step, List<Slot> slots) {
        switch (step.override().kind()) {
            case ADD -> {
                String person = ((ScheduleOverride.Add) step.override()).person();
                if (slots.stream().noneMatch(slot -> slot.isHeldBy(person))) {
                    slots.add(new Slot(new Duty(
                            person, Cause.of(Cause.Kind.ADDED, step.override().id(), step.start()))));
                }
            }
            case REMOVE -> {
                String person = ((ScheduleOverride.Remove) step.override()).person();
                for (Slot slot : slots) {
                    if (slot.isHeldBy(person)) {
                        slot.duty = null;
                        slot.givers.add(person);
                    }
                }
            }
            case REPLACE -> replace(step, (ScheduleOverride.Replace) step.override(), slots);
            case SWAP -> throw new IllegalStateException("a swap is carried out by its halves");
        }
    }

    private static void replace(Step step, ScheduleOverride.Replace replace, List<Slot> slots) {
        for (Slot slot : slots) {
            if (slot.isHeldBy(replace.person()) || slot.givers.contains(replace.person())) {
                slot.givers.add(replace.person());
                Cause cause = Cause.inPlaceOf(replace.person(), step.kind(), replace.id(), step.start(), slot.base);
                slot.duty = new Duty(replace.by(), cause);
            }
        }
    }
}

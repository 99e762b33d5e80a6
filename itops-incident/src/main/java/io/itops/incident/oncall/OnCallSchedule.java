package io.itops.incident.oncall;

import io.itops.core.Ref;
import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.RecordType;
import io.itops.core.time.DstPolicy;
import io.itops.core.time.TimeZones;
import io.itops.core.time.WeeklyHours;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/**
 * Who is on call when: versions of layers, and the exceptions from them. The package description tells how they are put together.
 *
 * <p>A schedule is a value: what changes it gives a new one. It remembers what {@link OnCall} has worked out about it, which changes no
 * answer.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public final class OnCallSchedule {
    /** How schedules are kept. */
    public static final RecordType<OnCallSchedule> TYPE = RecordType.of("on-call-schedule", 1, t -> {
        t.id(OnCallSchedule::id);
        var id = t.field("id", Codec.TEXT, OnCallSchedule::id);
        var zone = t.field("zone", TimeZones.CODEC, OnCallSchedule::zone);
        var policy = t.field("policy", Codec.ofEnum(DstPolicy.class), OnCallSchedule::policy);
        var versions = t.field("versions", ScheduleVersion.CODEC.list(), OnCallSchedule::versions);
        var overrides = t.field("overrides", ScheduleOverride.CODEC.list(), OnCallSchedule::overrides);
        var temporaries = t.field("temporaries", TemporarySchedule.CODEC.list(), OnCallSchedule::temporaries);
        var vacations = t.field("vacations", Vacation.CODEC.list(), OnCallSchedule::vacations);
        var shadows = t.field("shadows", Shadow.CODEC.list(), OnCallSchedule::shadows);
        var accepted = t.field("acceptedGaps", AcceptedGap.CODEC.list(), OnCallSchedule::acceptedGaps);
        var hours = t.field("coverageHours", WeeklyHours.CODEC, OnCallSchedule::coverageHours);
        var managers = t.field("managers", Codec.TEXT.list(), OnCallSchedule::managers);
        return row -> {
            Builder builder = new Builder(row.get(id), row.get(zone));
            builder.policy = row.get(policy);
            builder.versions.addAll(row.get(versions));
            builder.overrides.addAll(row.get(overrides));
            builder.temporaries.addAll(row.get(temporaries));
            builder.vacations.addAll(row.get(vacations));
            builder.shadows.addAll(row.get(shadows));
            builder.acceptedGaps.addAll(row.get(accepted));
            builder.coverageHours = row.get(hours);
            builder.managers = row.get(managers);
            return builder.build();
        };
    });

    private static final Instant ALWAYS = Instant.parse("0001-01-01T00:00:00Z");

    private final String id;
    private final ZoneId zone;
    private final DstPolicy policy;
    private final List<ScheduleVersion> versions;
    private final List<ScheduleOverride> overrides;
    private final List<TemporarySchedule> temporaries;
    private final List<Vacation> vacations;
    private final List<Shadow> shadows;
    private final List<AcceptedGap> acceptedGaps;
    private final WeeklyHours coverageHours;
    private final List<String> managers;
    private final Timeline timeline;

    private OnCallSchedule(Builder builder) {
        this.id = Values.name("schedule id", builder.id);
        this.zone = Require.present("schedule zone", builder.zone);
        this.policy = builder.policy;
        Require.that(!builder.versions.isEmpty(), "schedule " + id, "have a layer", "none");
        this.versions = checked("schedule versions", builder.versions, 200);
        for (int i = 1; i < versions.size(); i++) {
            Require.that(
                    versions.get(i - 1).effectiveFrom().isBefore(versions.get(i).effectiveFrom()),
                    "effective from",
                    "be after that of the version before it",
                    versions.get(i).effectiveFrom());
        }
        this.overrides = checked("overrides", builder.overrides, 5_000);
        this.temporaries = checked("temporary schedules", builder.temporaries, 500);
        this.vacations = checked("vacations", builder.vacations, 5_000);
        this.shadows = checked("shadows", builder.shadows, 1_000);
        this.acceptedGaps = checked("accepted gaps", builder.acceptedGaps, 1_000);
        this.coverageHours = builder.coverageHours;
        this.managers = checked("managers", builder.managers, 20);
        Set<String> named = new HashSet<>();
        managers.forEach(manager -> Require.that(
                named.add(Values.person("manager of a schedule", manager)),
                "manager of a schedule",
                "be given once",
                manager));
        Set<String> ids = new HashSet<>();
        unique(ids, overrides, ScheduleOverride::id);
        unique(ids, temporaries, TemporarySchedule::id);
        unique(ids, vacations, Vacation::id);
        unique(ids, shadows, Shadow::id);
        unique(ids, acceptedGaps, AcceptedGap::id);
        Set<String> layers = new HashSet<>();
        versions.forEach(version -> version.layers().forEach(layer -> layers.add(layer.name())));
        for (ScheduleOverride override : overrides) {
            override.layer()
                    .ifPresent(layer ->
                            Require.that(layers.contains(layer), "layer of an override", "be one of " + layers, layer));
        }
        this.timeline = new Timeline(this);
    }

    private static <T> List<T> checked(String what, List<T> values, int most) {
        Require.size(what, values, 0, most);
        return List.copyOf(values);
    }

    private static <T> void unique(Set<String> ids, List<T> values, Function<T, String> id) {
        for (T value : values) {
            Require.that(
                    ids.add(id.apply(value)),
                    "id of an override, temporary schedule, vacation, shadow or accepted gap",
                    "be given once in a schedule",
                    id.apply(value));
        }
    }

    /**
     * One person a week, with local times that mean what {@link java.time.ZonedDateTime} and RFC 5545 make of them.
     *
     * @param id what escalation policies call it
     * @param zone the zone's id: {@code Europe/Berlin}
     * @param handoffDay the weekday on which the next person takes over
     * @param handoffTime the local time at which the next person takes over
     * @param anchor the date on or after which the first turn begins: at the first hand-off from there
     * @param people their ids in order
     * @return the schedule
     * @throws io.itops.core.InvalidInputException if there is no such zone or a part is malformed
     */
    public static OnCallSchedule weekly(
            String id,
            String zone,
            DayOfWeek handoffDay,
            LocalTime handoffTime,
            LocalDate anchor,
            List<String> people) {
        Require.present("anchor", anchor);
        Require.that(
                anchor.getYear() >= 1900 && anchor.getYear() <= 9000,
                "anchor",
                "lie in the years 1900 to 9000",
                anchor);
        LocalDate first = anchor.with(TemporalAdjusters.nextOrSame(Require.present("hand-off day", handoffDay)));
        Values.wholeSeconds("hand-off time", handoffTime);
        return builder(id, zone)
                .layer(Layer.of("weekly", Rotation.weekly(first.atTime(handoffTime), people)))
                .build();
    }

    /**
     * Starts a schedule.
     *
     * @param id what escalation policies call it, at most 100 characters
     * @param zone the id of the zone of its local times: {@code Europe/Berlin}
     * @return a builder
     * @throws io.itops.core.InvalidInputException if there is no such zone
     */
    public static Builder builder(String id, String zone) {
        return new Builder(Values.name("schedule id", id), TimeZones.of(zone));
    }

    /**
     * A builder that begins with what this schedule has.
     *
     * @return a builder
     */
    public Builder toBuilder() {
        Builder builder = new Builder(id, zone);
        builder.policy = policy;
        builder.versions.addAll(versions);
        builder.overrides.addAll(overrides);
        builder.temporaries.addAll(temporaries);
        builder.vacations.addAll(vacations);
        builder.shadows.addAll(shadows);
        builder.acceptedGaps.addAll(acceptedGaps);
        builder.coverageHours = coverageHours;
        builder.managers = managers;
        return builder;
    }

    /**
     * What escalation policies call it.
     *
     * @return at most 100 characters
     */
    public String id() {
        return id;
    }

    /**
     * The zone of the local times of layers that have none of their own.
     *
     * @return the zone
     */
    public ZoneId zone() {
        return zone;
    }

    /**
     * What local times mean where clocks jump.
     *
     * @return the policy
     */
    public DstPolicy policy() {
        return policy;
    }

    /**
     * The versions of the layers.
     *
     * @return in the order of the instants from which they are effective
     */
    public List<ScheduleVersion> versions() {
        return versions;
    }

    /**
     * The overrides and swaps.
     *
     * @return in the order in which they were made
     */
    public List<ScheduleOverride> overrides() {
        return overrides;
    }

    /**
     * The temporary schedules.
     *
     * @return in the order in which they were made
     */
    public List<TemporarySchedule> temporaries() {
        return temporaries;
    }

    /**
     * The vacations.
     *
     * @return in the order in which they were made
     */
    public List<Vacation> vacations() {
        return vacations;
    }

    /**
     * Who looks on.
     *
     * @return in the order in which they were made
     */
    public List<Shadow> shadows() {
        return shadows;
    }

    /**
     * When it is accepted that nobody is on call.
     *
     * @return in the order in which they were accepted
     */
    public List<AcceptedGap> acceptedGaps() {
        return acceptedGaps;
    }

    /**
     * The stretches of each week, in the schedule's zone, in which somebody should be on call. It changes nothing about who is; a gap
     * outside them is a wanted one.
     *
     * @return the hours; always if empty
     */
    public WeeklyHours coverageHours() {
        return coverageHours;
    }

    /**
     * Who is told of gaps that nobody wants.
     *
     * @return ids of people
     */
    public List<String> managers() {
        return managers;
    }

    /**
     * What the journal calls the schedule.
     *
     * @return its reference
     */
    public Ref ref() {
        return TYPE.ref(id);
    }

    /**
     * This schedule with other layers from an instant on, until the next version that it has already. Its past stays as it was.
     *
     * @param layers the layers; one that goes on has the name of a present one
     * @param from the first instant at which they count
     * @param continuity who is on call right after it
     * @return the schedule with one more version
     */
    public OnCallSchedule edited(List<Layer> layers, Instant from, Continuity continuity) {
        return ScheduleEdits.edited(this, layers, Require.instant("effective from", from), continuity);
    }

    /**
     * This schedule without a person from an instant on: nowhere in it is the person on call any more.
     *
     * <p>Rotations go on without the person: whoever has a turn keeps it, and if it is that person's, the next one's begins at once and the
     * others move up. What temporary schedules and overrides assign to the person ends; a swap of which neither half has begun goes as a
     * whole. Vacations stay. The past stays as it was.
     *
     * @param person the person's id
     * @param at the first instant at which the person is gone
     * @return the schedule
     * @throws io.itops.core.InvalidInputException if a rotation would be left without anybody
     */
    public OnCallSchedule withoutPerson(String person, Instant at) {
        return ScheduleEdits.withoutPerson(
                this, Values.person("person to remove", person), Require.instant("instant", at));
    }

    /**
     * This schedule without what was over before an instant, so that it stays small: exceptions that ended and versions that another one
     * had followed by then. What it says from that instant on stays the same.
     *
     * @param before the instant
     * @return the schedule
     */
    public OnCallSchedule trimmed(Instant before) {
        return ScheduleEdits.trimmed(this, Require.instant("instant", before));
    }

    /** The ids of all exceptions. */
    List<String> ids() {
        List<String> ids = new ArrayList<>();
        overrides.forEach(made -> ids.add(made.id()));
        temporaries.forEach(made -> ids.add(made.id()));
        vacations.forEach(made -> ids.add(made.id()));
        shadows.forEach(made -> ids.add(made.id()));
        acceptedGaps.forEach(made -> ids.add(made.id()));
        return ids;
    }

    Timeline timeline() {
        return timeline;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OnCallSchedule that
                && id.equals(that.id)
                && zone.equals(that.zone)
                && policy == that.policy
                && versions.equals(that.versions)
                && overrides.equals(that.overrides)
                && temporaries.equals(that.temporaries)
                && vacations.equals(that.vacations)
                && shadows.equals(that.shadows)
                && acceptedGaps.equals(that.acceptedGaps)
                && coverageHours.equals(that.coverageHours)
                && managers.equals(that.managers);
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                id,
                zone,
                policy,
                versions,
                overrides,
                temporaries,
                vacations,
                shadows,
                acceptedGaps,
                coverageHours,
                managers);
    }

    @Override
    public String toString() {
        return "OnCallSchedule[" + id + ", " + zone + ", " + versions.size() + " versions]";
    }

    /**
     * Collects the parts of a schedule.
     *
     * <p>Not thread-safe; confine to one thread.
     */
    public static final class Builder {
        private final String id;
        private final ZoneId zone;
        private DstPolicy policy = DstPolicy.JAVA_AND_RFC5545;
        private final List<ScheduleVersion> versions = new ArrayList<>();
        private final List<ScheduleOverride> overrides = new ArrayList<>();
        private final List<TemporarySchedule> temporaries = new ArrayList<>();
        private final List<Vacation> vacations = new ArrayList<>();
        private final List<Shadow> shadows = new ArrayList<>();
        private final List<AcceptedGap> acceptedGaps = new ArrayList<>();
        private WeeklyHours coverageHours = WeeklyHours.NONE;
        private List<String> managers = List.of();

        private Builder(String id, ZoneId zone) {
            this.id = id;
            this.zone = zone;
        }

        /**
         * Says what local times mean where clocks jump.
         *
         * @param meaning as java.time and RFC 5545 have it by default
         * @return this
         */
        public Builder policy(DstPolicy meaning) {
            policy = Require.present("DST policy", meaning);
            return this;
        }

        /**
         * Adds a layer below those that the last version has. Where there is no version, one begins that has always been effective.
         *
         * @param layer the layer
         * @return this
         */
        public Builder layer(Layer layer) {
            Require.present("layer", layer);
            int last = versions.size() - 1;
            if (last < 0) {
                versions.add(new ScheduleVersion(ALWAYS, List.of(layer)));
                return this;
            }
            List<Layer> layers = new ArrayList<>(versions.get(last).layers());
            layers.add(layer);
            versions.set(last, new ScheduleVersion(versions.get(last).effectiveFrom(), layers));
            return this;
        }

        /**
         * Adds a version.
         *
         * @param version effective after those before it
         * @return this
         */
        public Builder version(ScheduleVersion version) {
            versions.add(Require.present("schedule version", version));
            return this;
        }

        /**
         * Adds an override or a swap, made after those before it.
         *
         * @param override the override
         * @return this
         */
        public Builder override(ScheduleOverride override) {
            overrides.add(Require.present("override", override));
            return this;
        }

        /**
         * Adds a temporary schedule, made after those before it.
         *
         * @param temporary the temporary schedule
         * @return this
         */
        public Builder temporary(TemporarySchedule temporary) {
            temporaries.add(Require.present("temporary schedule", temporary));
            return this;
        }

        /**
         * Adds a vacation, made after those before it.
         *
         * @param vacation the vacation
         * @return this
         */
        public Builder vacation(Vacation vacation) {
            vacations.add(Require.present("vacation", vacation));
            return this;
        }

        /**
         * Adds somebody who looks on.
         *
         * @param shadow who
         * @return this
         */
        public Builder shadow(Shadow shadow) {
            shadows.add(Require.present("shadow", shadow));
            return this;
        }

        /**
         * Accepts that nobody is on call for some time.
         *
         * @param accepted when and why
         * @return this
         */
        public Builder acceptedGap(AcceptedGap accepted) {
            acceptedGaps.add(Require.present("accepted gap", accepted));
            return this;
        }

        /**
         * Says in which stretches of each week somebody should be on call; always unless given.
         *
         * @param hours in the schedule's zone; always if empty
         * @return this
         */
        public Builder coverageHours(WeeklyHours hours) {
            coverageHours = Require.present("coverage hours", hours);
            return this;
        }

        /**
         * Says who is told of gaps that nobody wants.
         *
         * @param people their ids, at most 20
         * @return this
         */
        public Builder managers(List<String> people) {
            managers = Require.list("managers", people);
            return this;
        }

        Builder versions(List<ScheduleVersion> others) {
            List<ScheduleVersion> copy = List.copyOf(others);
            versions.clear();
            versions.addAll(copy);
            return this;
        }

        List<ScheduleOverride> overrides() {
            return overrides;
        }

        List<TemporarySchedule> temporaries() {
            return temporaries;
        }

        List<Vacation> vacations() {
            return vacations;
        }

        List<Shadow> shadows() {
            return shadows;
        }

        List<AcceptedGap> acceptedGaps() {
            return acceptedGaps;
        }

        /**
         * The schedule.
         *
         * @return the schedule
         * @throws io.itops.core.InvalidInputException if it has no layer, an id is given twice, versions are out of order, or an override names a layer
         *     that no version has
         */
        public OnCallSchedule build() {
            return new OnCallSchedule(this);
        }
    }
}

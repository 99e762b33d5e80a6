package io.itops.prometheus.differential;

import io.itops.core.Meters;
import io.itops.monitoring.eval.EvalOptions;
import io.itops.monitoring.eval.EvalResult;
import io.itops.monitoring.eval.Evaluator;
import io.itops.monitoring.eval.Sample;
import io.itops.monitoring.eval.Semantics;
import io.itops.monitoring.expr.Aggregation;
import io.itops.monitoring.expr.Binary;
import io.itops.monitoring.expr.Call;
import io.itops.monitoring.expr.Expr;
import io.itops.monitoring.expr.Function;
import io.itops.monitoring.expr.NumberLiteral;
import io.itops.monitoring.expr.RangeSelector;
import io.itops.monitoring.expr.Selector;
import io.itops.monitoring.expr.Subquery;
import io.itops.monitoring.metric.Labels;
import io.itops.monitoring.metric.Matcher;
import io.itops.monitoring.metric.MatcherCache;
import io.itops.monitoring.metric.MetricStore;
import io.itops.monitoring.rule.AlertRule;
import io.itops.prometheus.differential.Scenario.Course;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Looks for series that make a rule's condition false, true and false again: labels from its matchers, levels around the numbers that
 * it names, tried at random from a seed.
 */
final class Search {
    static final EvalOptions OPTIONS =
            EvalOptions.builder().semantics(Semantics.PROMETHEUS_2_42).build();

    private static final int TRIES = 600;
    private static final int MAX_STEPS = 900;
    private static final int MANY_TRIES = 4_000;
    private static final int LOOKS = 12;
    private static final int MANY_STEPS = 10_000;
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration LOOKBACK = Duration.ofMinutes(5);

    /** How many seconds after 1970 conditions about the time may hold at the latest. */
    private static final double LATEST = 100_000;

    private static final List<String> BOUNDS = List.of("0.01", "10", "1000", "1000000", "+Inf");
    private static final List<String> CANDIDATES = List.of(
            "v", "1", "0", "true", "false", "vda", "host-1", "active", "/data", "a/b", "app.v1", "v:1", "4", "5",
            "50x");

    private final AlertRule rule;
    private final SplittableRandom random;
    private final MatcherCache matching = MatcherCache.ofSize(500, Meters.none());
    private final List<Selector> selectors = new ArrayList<>();
    private final Set<Double> numbers = new TreeSet<>();
    private final Set<String> labels = new TreeSet<>();
    private final List<Duration> ranges = new ArrayList<>();

    Search(AlertRule rule, long seed) {
        this.rule = rule;
        this.random = new SplittableRandom(seed);
        walk(rule.when());
    }

    private void walk(Expr expr) {
        if (expr instanceof Selector selector) {
            selectors.add(selector);
            selector.matchers().stream().map(Matcher::label).forEach(labels::add);
        } else if (expr instanceof RangeSelector range) {
            ranges.add(range.range());
        } else if (expr instanceof Subquery subquery) {
            ranges.add(subquery.range());
        } else if (expr instanceof NumberLiteral number) {
            numbers.add(number.value());
        } else if (expr instanceof Binary binary) {
            labels.addAll(binary.matching().labels());
        } else if (expr instanceof Aggregation aggregation) {
            labels.addAll(aggregation.grouping().labels());
        }
        expr.children().forEach(this::walk);
    }

    /** What was found, or why nothing was. */
    record Found(Optional<Scenario> scenario, String reason) {
        private static Found none(String reason) {
            return new Found(Optional.empty(), reason);
        }
    }

    /** Tries plain courses alone: one series a selector, all labels on all of them. */
    Found find() {
        if (selectors.isEmpty()) {
            return new Found(Optional.of(new Scenario(MINUTE, 3, 3, 3, Map.of())), "");
        }
        Optional<Phases> phases = phases(MAX_STEPS, Duration.ZERO);
        if (phases.isEmpty()) {
            return Found.none("it looks back too far to be walked through in " + MAX_STEPS + " steps");
        }
        List<Labels> series = new ArrayList<>();
        for (Selector selector : selectors) {
            Optional<Labels> meets = meeting(selector);
            if (meets.isEmpty()) {
                return Found.none("no labels were found that meet " + selector);
            }
            meets.filter(found -> !series.contains(found)).ifPresent(series::add);
        }
        for (int i = 0; i < TRIES; i++) {
            Scenario scenario = phases.get().scenario(courses(series));
            if (holdsInTroubleAlone(scenario)) {
                return new Found(Optional.of(scenario), "");
            }
        }
        return Found.none("none of " + TRIES + " courses of its series makes it false, true and false again");
    }

    /** Tries series that differ in labels, come in pairs, slope, and wander from bucket to bucket; in more steps too. */
    Found findAmongMany(Predicate<Scenario> fires) {
        Duration late = usesTime(rule.when())
                ? Duration.ofSeconds((long) numbers.stream()
                        .mapToDouble(Double::doubleValue)
                        .filter(number -> number > 0 && number <= LATEST)
                        .max()
                        .orElse(0))
                : Duration.ZERO;
        Optional<Phases> phases = phases(MAX_STEPS, late).or(() -> phases(MANY_STEPS, late));
        if (phases.isEmpty()) {
            return Found.none("it looks back too far to be walked through in " + MANY_STEPS + " steps");
        }
        int tries = phases.get().steps() > MAX_STEPS ? TRIES : MANY_TRIES;
        for (int i = 0; i < tries; i++) {
            Scenario scenario = phases.get().scenario(varied());
            if (holdsNowAndThen(scenario) && fires.test(scenario)) {
                return new Found(Optional.of(scenario), "");
            }
        }
        return Found.none("none of " + tries + " courses of various series makes it false, true and false again");
    }

    /** Tries plain and various courses, however far the rule looks back, for a value that is a number. */
    Found findGiving() {
        List<Labels> series = selectors.stream()
                .map(this::meeting)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
        Phases phases = new Phases(MINUTE, 8, 8, 8);
        Optional<Scenario> empty = Optional.empty();
        for (int i = 0; i < TRIES; i++) {
            Map<Labels, Course> courses = i % 2 == 0 ? courses(series) : varied();
            // The bound that a selector asks for is none of the usual ones.
            series.stream()
                    .filter(one -> !one.get(Labels.BUCKET_BOUND).isEmpty())
                    .forEach(one -> courses.putIfAbsent(one, new Course(level(), level(), true)));
            Scenario scenario = phases.scenario(courses);
            MetricStore store = store(scenario);
            List<Sample> late = samples(scenario, store, scenario.calm() + scenario.trouble() - 1);
            if (late.stream().anyMatch(sample -> Double.isFinite(sample.value()))) {
                return new Found(Optional.of(scenario), "");
            }
            empty = empty.isEmpty() && !late.isEmpty() ? Optional.of(scenario) : empty;
        }
        return empty.isPresent() ? new Found(empty, "") : Found.none("none of " + TRIES + " courses gives anything");
    }

    private List<Sample> samples(Scenario scenario, MetricStore store, int index) {
        Instant at = Instant.EPOCH.plus(scenario.at(index));
        EvalResult result = Evaluator.evaluate(rule.when(), store, at, OPTIONS);
        if (result instanceof EvalResult.Scalar scalar) {
            return List.of(new Sample(Labels.empty(), scalar.value()));
        }
        return result instanceof EvalResult.Vector vector ? vector.samples() : List.of();
    }

    private static boolean usesTime(Expr expr) {
        return (expr instanceof Call call && call.function() == Function.TIME)
                || expr.children().stream().anyMatch(Search::usesTime);
    }

    /** How many steps each phase has. */
    private record Phases(Duration step, long calm, long trouble, long rest) {
        long steps() {
            return calm + trouble + rest;
        }

        Scenario scenario(Map<Labels, Course> courses) {
            return new Scenario(step, (int) calm, (int) trouble, (int) rest, courses);
        }
    }

    /** Phases as long as the rule looks back and holds; with longer steps where there would be too many, none where there still are. */
    private Optional<Phases> phases(int most, Duration late) {
        Duration shortest = ranges.stream().min(Duration::compareTo).orElse(LOOKBACK);
        Duration step = shorter(MINUTE, Duration.ofSeconds(Math.max(5, shortest.toSeconds() / 4)));
        for (Duration tried : List.of(step, longer(step, shorter(LOOKBACK, shortest.dividedBy(3))))) {
            Duration reach = rule.expression().reach();
            Duration lasting = longer(rule.holdFor(), reach).plus(rule.keepFiringFor());
            Phases phases = new Phases(
                    tried,
                    steps(late.plus(reach).plus(Duration.ofMinutes(2)), tried),
                    steps(lasting.plus(reach).plus(Duration.ofMinutes(3)), tried),
                    steps(reach.plus(rule.keepFiringFor()).plus(Duration.ofMinutes(7)), tried));
            if (phases.steps() <= most) {
                return Optional.of(phases);
            }
        }
        return Optional.empty();
    }

    private static long steps(Duration time, Duration step) {
        return time.dividedBy(step) + 1;
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }

    /** All labels that the rule names, so that series match each other, and what the selector's matchers ask for. */
    private Optional<Labels> meeting(Selector selector) {
        Map<String, String> found = new TreeMap<>();
        labels.stream().filter(name -> !name.equals(Labels.METRIC_NAME)).forEach(name -> found.put(name, common(name)));
        found.putIfAbsent("instance", "i1");
        Set<String> asked =
                selector.matchers().stream().map(Matcher::label).collect(Collectors.toCollection(TreeSet::new));
        for (String name : asked) {
            List<Matcher> matchers = selector.matchers().stream()
                    .filter(matcher -> matcher.label().equals(name))
                    .toList();
            Optional<String> value = Stream.concat(
                            Stream.of(found.getOrDefault(name, "")),
                            Stream.concat(
                                    matchers.stream().flatMap(matcher -> literals(matcher.value())),
                                    CANDIDATES.stream()))
                    .filter(text -> !name.equals(Labels.METRIC_NAME) || !text.isEmpty())
                    .filter(text -> matchers.stream()
                            .allMatch(matcher -> matching.predicate(matcher).test(text)))
                    .findFirst();
            if (value.isEmpty()) {
                return Optional.empty();
            }
            found.put(name, value.get());
        }
        found.remove(Labels.BUCKET_BOUND, "v");
        found.values().removeIf(String::isEmpty);
        return Optional.of(Labels.of(found));
    }

    private String common(String name) {
        return selectors.stream()
                .flatMap(selector -> selector.matchers().stream())
                .filter(matcher -> matcher.label().equals(name) && matcher.op() == Matcher.Op.EQUAL)
                .map(Matcher::value)
                .findFirst()
                .orElse(name.equals(Labels.BUCKET_BOUND) ? "1" : "v");
    }

    /** What a pattern may stand for, when its alternatives and its wildcards are taken plainly. */
    private static Stream<String> literals(String pattern) {
        return Stream.of(pattern.replaceAll("^\\^|\\$$", "").split("\\|"))
                .flatMap(part -> Stream.of(
                        part.replaceAll("[()]", "")
                                .replaceAll("\\.[*+]\\??", "v")
                                .replaceAll("\\\\(.)", "$1"),
                        part.replaceAll("[()]", "").replaceAll("\\.[*+]\\??", ""),
                        part.replaceAll("\\[[^]]*\\][*+?]?", "1")
                                .replaceAll("[()]", "")
                                .replaceAll("\\.[*+]\\??", "")));
    }

    private Map<Labels, Course> courses(List<Labels> series) {
        Map<Labels, Course> courses = new LinkedHashMap<>();
        for (Labels labels : series) {
            String name = labels.metricName();
            boolean counted = name.endsWith("_total")
                    || name.endsWith("_count")
                    || name.endsWith("_sum")
                    || name.endsWith("_bucket");
            boolean counter = counted ? random.nextInt(8) != 0 : random.nextInt(4) == 0;
            boolean constant = random.nextInt(3) == 0;
            double calm = level();
            double trouble = constant ? calm : level();
            if (!labels.get(Labels.BUCKET_BOUND).isEmpty() || name.endsWith("_bucket")) {
                Labels.Builder bucket = labels.toBuilder();
                double tenth = Math.abs(calm) / 10;
                courses.put(bucket.put(Labels.BUCKET_BOUND, "0.01").build(), new Course(calm, tenth, true));
                courses.put(bucket.put(Labels.BUCKET_BOUND, "10").build(), new Course(calm, tenth * 2, true));
                courses.put(bucket.put(Labels.BUCKET_BOUND, "1000").build(), new Course(calm, calm, true));
                courses.put(bucket.put(Labels.BUCKET_BOUND, "+Inf").build(), new Course(calm, calm, true));
            } else {
                courses.put(labels, new Course(calm, trouble, counter));
            }
        }
        return courses;
    }

    /** Series for all selectors; labels that no matcher asks for come and go, and some series have a twin. */
    private Map<Labels, Course> varied() {
        boolean bare = random.nextBoolean();
        boolean twins = random.nextBoolean();
        Map<Labels, Course> courses = new LinkedHashMap<>();
        for (Selector selector : selectors) {
            Labels.Builder builder = meeting(selector).orElse(Labels.empty()).toBuilder();
            Set<String> asked =
                    selector.matchers().stream().map(Matcher::label).collect(Collectors.toCollection(TreeSet::new));
            for (String name : labels) {
                if (!asked.contains(name)) {
                    switch (random.nextInt(4)) {
                        case 0 -> builder.remove(name);
                        case 1 -> builder.put(name, elsewhere(name));
                        default -> {
                            // as all have it
                        }
                    }
                }
            }
            if (bare && !asked.contains("instance")) {
                builder.remove("instance");
            }
            Labels one = builder.build();
            vary(courses, one);
            if (twins && !one.asMap().isEmpty()) {
                List<String> names = one.asMap().keySet().stream()
                        .filter(name -> !name.equals(Labels.METRIC_NAME))
                        .toList();
                String name =
                        names.isEmpty() || random.nextInt(3) == 0 ? "twin" : names.get(random.nextInt(names.size()));
                vary(courses, one.with(name, CANDIDATES.get(random.nextInt(CANDIDATES.size()))));
            }
        }
        return courses;
    }

    /** What the matchers of any selector ask of a label. */
    private String elsewhere(String name) {
        List<Matcher> matchers = selectors.stream()
                .flatMap(selector -> selector.matchers().stream())
                .filter(matcher -> matcher.label().equals(name))
                .toList();
        return matchers.stream()
                .flatMap(matcher -> Stream.concat(literals(matcher.value()), CANDIDATES.stream()))
                .filter(text -> !text.isEmpty()
                        && matchers.stream()
                                .anyMatch(matcher -> matching.predicate(matcher).test(text)))
                .findFirst()
                .orElse("v");
    }

    private void vary(Map<Labels, Course> courses, Labels one) {
        if (one.metricName().endsWith("_bucket")) {
            double calm = random.nextBoolean() ? 0 : 10;
            double trouble = random.nextInt(4) == 0 ? 0 : 10;
            int calmIn = random.nextInt(BOUNDS.size());
            int troubleIn = random.nextInt(BOUNDS.size());
            for (int i = 0; i < BOUNDS.size(); i++) {
                courses.put(
                        one.with(Labels.BUCKET_BOUND, BOUNDS.get(i)),
                        new Course(i >= calmIn ? calm : 0, i >= troubleIn ? trouble : 0, true));
            }
        } else if (random.nextInt(4) == 0) {
            List<Double> slopes = List.of(0.0, -1.0, -1_000.0);
            courses.put(one, new Course(1_000_000, slopes.get(random.nextInt(3)), slopes.get(random.nextInt(3)), true));
        } else {
            courses.putAll(courses(List.of(one)));
        }
    }

    private double level() {
        List<Double> named = new ArrayList<>(new LinkedHashSet<>(numbers));
        double number = named.isEmpty() ? 1 : named.get(random.nextInt(named.size()));
        return switch (random.nextInt(12)) {
            case 0, 1 -> 0;
            case 2 -> 1;
            case 3 -> number;
            case 4 -> number * 2;
            case 5 -> number / 2;
            case 6 -> number + 1;
            case 7 -> 100;
            case 8 -> 1_000_000;
            case 9 -> Double.NaN;
            case 10 -> 10;
            default -> random.nextBoolean() ? 1e12 : -1e6;
        };
    }

    /** Looked at where the phases end; what lies between is compared afterwards. */
    private boolean holdsInTroubleAlone(Scenario scenario) {
        MetricStore store = store(scenario);
        return !holds(scenario, store, scenario.calm() - 1)
                && holds(scenario, store, scenario.calm() + scenario.trouble() - 1)
                && !holds(scenario, store, scenario.steps() - 1);
    }

    /** Whether it holds at some of the looks from the trouble on, but not before and not at the end. */
    private boolean holdsNowAndThen(Scenario scenario) {
        MetricStore store = store(scenario);
        if (holds(scenario, store, scenario.calm() - 1) || holds(scenario, store, scenario.steps() - 1)) {
            return false;
        }
        int rest = scenario.steps() - scenario.calm();
        for (int i = 1; i <= LOOKS; i++) {
            if (holds(scenario, store, scenario.calm() + rest * i / (LOOKS + 1))) {
                return true;
            }
        }
        return false;
    }

    static MetricStore store(Scenario scenario) {
        MetricStore store =
                MetricStore.builder().retention(Duration.ofDays(366)).build();
        scenario.fill(store);
        return store;
    }

    private boolean holds(Scenario scenario, MetricStore store, int index) {
        Instant at = Instant.EPOCH.plus(scenario.at(index));
        EvalResult result = Evaluator.evaluate(rule.when(), store, at, OPTIONS);
        return result instanceof EvalResult.Scalar
                || (result instanceof EvalResult.Vector vector
                        && !vector.samples().isEmpty());
    }
}

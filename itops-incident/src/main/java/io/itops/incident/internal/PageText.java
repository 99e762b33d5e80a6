package io.itops.incident.internal;

import io.itops.core.Require;
import io.itops.core.SafeText;
import io.itops.core.Words;
import io.itops.core.delivery.Destination;
import io.itops.core.delivery.Notification;
import io.itops.core.delivery.Urgency;
import io.itops.incident.escalation.PageUrgency;
import io.itops.incident.escalation.StepPosition;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentWorkflow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What people are told when they are paged. Immutable and thread-safe. */
public final class PageText {
    /** The fact that marks a notification by a rule with a delay: its value is the delay. */
    public static final String DELAY = "delay";

    /** The fact that marks a notification that went by way of a mailbox: there, a later page takes its place by itself. */
    public static final String HELD = "held";

    /** How many incidents one notification lists by facts of their own, of the 64 that it can have; it says how many there are in all. */
    static final int LISTED = 30;

    /** The greatest length of the lines of a bundle in code points. */
    public static final int MOST_BODY = 15_000;

    /** The fact that names the person who is told. */
    public static final String PERSON = "person";

    /** The fact that names the incident as a part of which one goes on that was merged. */
    public static final String INTO = "into";

    private static final String REASON = "reason";
    private static final String VIA = "via";
    private static final String PLACE = "place";
    private static final String BEFORE = "seen-before";

    /** The facts that the incident cannot say by itself. */
    private static final List<String> KEPT =
            List.of(PERSON, "step", "cycle", "policy", REASON, VIA, PLACE, BEFORE, DELAY, HELD, INTO);

    private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");

    private PageText() {}

    /**
     * Who is told where.
     *
     * @param person the person's id
     * @param via the target that stands for the person
     * @param to where the person is told
     */
    public record Addressee(String person, String via, Destination to) {}

    /** One page about one incident; {@code place} is the step in words. */
    public static Notification page(
            Incident incident, Addressee who, StepPosition position, String place, String reason, long version) {
        SortedMap<String, String> facts = facts(incident, version);
        facts.put(PERSON, who.person());
        facts.put("step", String.valueOf(position.step()));
        facts.put("cycle", String.valueOf(position.cycle()));
        facts.put("policy", incident.escalation().policy().name());
        facts.put(REASON, reason);
        facts.put(VIA, who.via());
        facts.put(PLACE, place);
        return about(incident, who.to(), Urgency.PAGE, IncidentWorkflow.PAGE, version, facts);
    }

    /** A notification about an incident whose text is made of its kind, the incident as it stands, and its facts. */
    private static Notification about(
            Incident incident,
            Destination to,
            Urgency urgency,
            String kind,
            long version,
            SortedMap<String, String> facts) {
        String prefix = switch (kind) {
            case IncidentWorkflow.PAGE -> "";
            case IncidentWorkflow.WORSE_NEWS -> "worse: ";
            default -> kind + ": ";
        };
        String reason = facts.getOrDefault(REASON, "");
        String before = facts.containsKey(BEFORE) ? facts.get(BEFORE) + "\n\n" : "";
        String text = switch (kind) {
            case IncidentWorkflow.PAGE ->
                "You are paged as " + facts.getOrDefault(VIA, "") + " (" + facts.getOrDefault(PLACE, "") + ") because "
                        + reason + ".\n" + labels(incident);
            case IncidentWorkflow.WORSE_NEWS ->
                "The incident that you have taken has become " + incident.severity() + ": " + reason + ".\n"
                        + labels(incident);
            case IncidentWorkflow.MERGED_NEWS ->
                "The incident "
                        + (incident.escalation().paged().containsKey(facts.getOrDefault(PERSON, ""))
                                ? "about which you were paged"
                                : "that you have acknowledged")
                        + " goes on as a part of "
                        + (facts.containsKey(INTO) ? "incident " + facts.get(INTO) : "another one")
                        + remark(reason);
            default -> "The incident about which you were paged is " + kind + remark(reason);
        };
        return new Notification(
                to,
                urgency,
                kind,
                incident.id().ref(),
                version,
                incident.severity(),
                title(incident, prefix),
                before + incident.summary() + "\n\n" + text,
                facts);
    }

    private static String remark(String reason) {
        return (reason.isBlank() ? "" : ": " + oneLine(reason, 4_000)) + ".\n";
    }

    /** The same page with a line that tells what was there before, if anything was. */
    public static Notification seenBefore(Notification page, Optional<String> before) {
        return before.isEmpty()
                ? page
                : new Notification(
                        page.to(),
                        page.urgency(),
                        page.kind(),
                        page.subject(),
                        page.subjectVersion(),
                        page.severity(),
                        page.title(),
                        oneLine(before.get(), 500) + "\n\n" + page.body(),
                        with(page, BEFORE, oneLine(before.get(), 500)).facts());
    }

    /** A notification without what the incident itself can say when its time comes: little enough for hundreds in one record. */
    static Notification slim(Notification page) {
        SortedMap<String, String> facts = new TreeMap<>();
        for (String name : KEPT) {
            if (page.facts().containsKey(name)) {
                facts.put(name, oneLine(page.facts().getOrDefault(name, ""), 300));
            }
        }
        return new Notification(
                page.to(),
                page.urgency(),
                page.kind(),
                page.subject(),
                page.subjectVersion(),
                page.severity(),
                page.title(),
                "",
                facts);
    }

    /** A slim notification with its text, as the incident stands now. */
    public static Notification full(Notification slim, Incident incident) {
        SortedMap<String, String> facts = facts(incident, slim.subjectVersion());
        facts.putAll(slim.facts());
        return about(incident, slim.to(), slim.urgency(), slim.kind(), slim.subjectVersion(), facts);
    }

    /** The same page with one more fact. */
    public static Notification with(Notification page, String name, String value) {
        SortedMap<String, String> facts = new TreeMap<>(page.facts());
        facts.put(name, value);
        return new Notification(
                page.to(),
                page.urgency(),
                page.kind(),
                page.subject(),
                page.subjectVersion(),
                page.severity(),
                page.title(),
                page.body(),
                facts);
    }

    /** Several notifications to one destination as one; a single one stays as it is. The worst severity comes first. */
    public static Notification together(Mailbox mailbox, List<Notification> pages) {
        if (pages.size() == 1) {
            return pages.get(0);
        }
        List<Notification> worstFirst = new ArrayList<>(pages);
        worstFirst.sort((a, b) -> a.severity().compareTo(b.severity()));
        SortedMap<String, List<Notification>> byIncident = new TreeMap<>();
        List<String> lines = new ArrayList<>();
        Map<String, Integer> lineOf = new HashMap<>();
        List<BundledPage> told = new ArrayList<>();
        for (Notification page : worstFirst) {
            String id = page.subject().id();
            byIncident.computeIfAbsent(id, first -> new ArrayList<>()).add(page);
            Integer line = lineOf.get(id + '\n' + page.title());
            if (line == null) {
                line = lines.size();
                lineOf.put(id + '\n' + page.title(), line);
                lines.add(page.title());
            }
            told.add(new BundledPage(
                    id, page.subjectVersion(), page.kind(), line, page.facts().getOrDefault(PERSON, "")));
        }
        SortedMap<String, String> facts = BundledPage.facts(told);
        facts.put("incidents", String.valueOf(byIncident.size()));
        List<String> ids = worstFirst.stream()
                .map(page -> page.subject().id())
                .distinct()
                .limit(LISTED)
                .toList();
        for (int i = 0; i < ids.size(); i++) {
            facts.put("incident." + (i + 1), ids.get(i));
        }
        long wanting = byIncident.values().stream()
                .filter(all -> all.stream().anyMatch(page -> page.kind().equals(IncidentWorkflow.PAGE)))
                .count();
        long rest = byIncident.size() - wanting;
        String title = byIncident.size() == 1
                ? worstFirst.get(0).title()
                : wanting == 0
                        ? "news of " + rest + " incidents"
                        : Words.count(wanting, "incident")
                                + (wanting == 1 ? " needs you" : " need you")
                                + (rest == 0 ? "" : ", news of " + rest);
        return new Notification(
                mailbox.to(),
                mailbox.urgency() == PageUrgency.HIGH ? Urgency.PAGE : Urgency.NEWS,
                wanting == 0 ? IncidentWorkflow.NEWS_BUNDLE : IncidentWorkflow.PAGE_BUNDLE,
                Mailbox.TYPE.ref(Mailbox.id(mailbox.to(), mailbox.urgency())),
                0,
                worstFirst.get(0).severity(),
                title,
                SafeText.shorten(String.join("\n", lines) + '\n', MOST_BODY),
                facts);
    }

    static SortedMap<String, String> facts(Incident incident, long version) {
        SortedMap<String, String> facts = new TreeMap<>();
        facts.put("incident", incident.id().value());
        facts.put("version", String.valueOf(version));
        facts.put("service", incident.service().value());
        facts.put("severity", incident.severity().name());
        facts.put("dedup-key", incident.dedupKey());
        facts.put("opened-at", incident.openedAt().toString());
        return facts;
    }

    /** The same news without where the incident went and why: for those who may not read that. */
    public static Notification withoutInto(Notification news, Incident incident) {
        SortedMap<String, String> facts = new TreeMap<>(news.facts());
        facts.remove(INTO);
        facts.remove(REASON);
        return about(incident, news.to(), news.urgency(), news.kind(), news.subjectVersion(), facts);
    }

    /** The news that an incident is over, or goes on as another one, for a person who was paged about it. */
    public static Notification news(
            Incident incident, String person, Destination to, String kind, String remark, long version) {
        SortedMap<String, String> named = facts(incident, version);
        named.put(PERSON, Require.id("person", person));
        if (!remark.isBlank()) {
            named.put(REASON, remark);
        }
        if (kind.equals(IncidentWorkflow.MERGED_NEWS)) {
            incident.mergedInto().ifPresent(into -> named.put(INTO, into.value()));
        }
        return about(incident, to, Urgency.NEWS, kind, version, named);
    }

    /** What whoever has an incident is told when it has become worse. */
    public static Notification worse(Incident incident, String person, Destination to, String reason, long version) {
        SortedMap<String, String> named = facts(incident, version);
        named.put(PERSON, Require.id("person", person));
        named.put(REASON, reason);
        return about(incident, to, Urgency.PAGE, IncidentWorkflow.WORSE_NEWS, version, named);
    }

    private static String title(Incident incident, String prefix) {
        return oneLine(prefix + "[" + incident.severity() + "] " + incident.service() + ": " + incident.summary(), 300);
    }

    private static String labels(Incident incident) {
        StringBuilder lines = new StringBuilder();
        // 64 labels of full length would not fit into a body
        incident.labels()
                .forEach((name, value) ->
                        lines.append(oneLine(name + " = " + value, 250)).append('\n'));
        return lines.toString();
    }

    private static String oneLine(String text, int max) {
        return SafeText.shorten(
                SafeText.oneLine(WHITE_SPACE.matcher(text.strip()).replaceAll(" ")), max);
    }
}

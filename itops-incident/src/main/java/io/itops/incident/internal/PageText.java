package io.itops.incident.internal;

import io.itops.core.Require;
import io.itops.core.SafeText;
import io.itops.core.delivery.Destination;
import io.itops.core.delivery.Notification;
import io.itops.core.delivery.Urgency;
import io.itops.incident.escalation.PageUrgency;
import io.itops.incident.escalation.StepPosition;
import io.itops.incident.workflow.Incident;
import io.itops.incident.workflow.IncidentWorkflow;
import java.util.ArrayList;
import java.util.List;
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

    /** How many incidents one notification lists, by two facts each of the 64 that it can have; it says how many there are in all. */
    static final int LISTED = 30;

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
        facts.put("person", who.person());
        facts.put("step", String.valueOf(position.step()));
        facts.put("cycle", String.valueOf(position.cycle()));
        facts.put("policy", incident.escalation().policy().name());
        facts.put("reason", reason);
        String body = incident.summary() + "\n\nYou are paged as " + who.via() + " (" + place + ") because " + reason
                + ".\n" + labels(incident);
        return new Notification(
                who.to(),
                Urgency.PAGE,
                IncidentWorkflow.PAGE,
                incident.id().ref(),
                version,
                incident.severity(),
                title(incident, ""),
                body,
                facts);
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
                        page.facts());
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

    /** Several pages to one destination as one; a single one stays as it is. The worst severity comes first. */
    public static Notification together(Mailbox mailbox, List<Notification> pages) {
        if (pages.size() == 1) {
            return pages.get(0);
        }
        List<Notification> worstFirst = new ArrayList<>(pages);
        worstFirst.sort((a, b) -> a.severity().compareTo(b.severity()));
        SortedMap<String, String> facts = new TreeMap<>();
        StringBuilder body = new StringBuilder();
        facts.put("incidents", String.valueOf(pages.size()));
        for (int i = 0; i < Math.min(LISTED, worstFirst.size()); i++) {
            Notification page = worstFirst.get(i);
            body.append(page.title()).append('\n');
            facts.put("incident." + (i + 1), page.subject().id());
            facts.put("version." + (i + 1), String.valueOf(page.subjectVersion()));
        }
        return new Notification(
                mailbox.to(),
                mailbox.urgency() == PageUrgency.HIGH ? Urgency.PAGE : Urgency.NEWS,
                IncidentWorkflow.PAGE_BUNDLE,
                Mailbox.TYPE.ref(Mailbox.id(mailbox.to(), mailbox.urgency())),
                0,
                worstFirst.get(0).severity(),
                pages.size() + " incidents need you",
                SafeText.shorten(body.toString(), 15_000),
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

    /** The news that an incident is over, for a person who was paged about it. */
    public static Notification news(
            Incident incident, String person, Destination to, String kind, String remark, long version) {
        SortedMap<String, String> named = facts(incident, version);
        named.put("person", Require.id("person", person));
        return new Notification(
                to,
                Urgency.NEWS,
                kind,
                incident.id().ref(),
                version,
                incident.severity(),
                title(incident, kind + ": "),
                incident.summary() + "\n\nThe incident about which you were paged is " + kind
                        + (remark.isBlank() ? "" : ": " + oneLine(remark, 4_000)) + ".\n",
                named);
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

package io.itops.quickstart;

import io.itops.core.Ref;
import io.itops.core.explain.Explanation;
import io.itops.core.journal.JournalEntry;
import io.itops.core.journal.JournalEvent;
import io.itops.core.record.Tree;
import io.itops.core.signal.Suspect;
import io.itops.core.store.UnitOfWork;
import io.itops.quickstart.report.ReportData;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How a ranking of suspects stands in the journal. */
final class Rankings {
    private static final int TOLD = 4;

    private Rankings() {}

    static JournalEvent event(Ref incident, List<Suspect> suspects, UnitOfWork unit) {
        String told = suspects.stream()
                .limit(TOLD)
                .map(suspect -> String.format(Locale.ROOT, "%s %.0f %%", suspect.title(), 100 * suspect.likelihood()))
                .collect(Collectors.joining(", "));
        return new JournalEvent(
                DemoEvents.RANKED,
                1,
                unit.now(),
                unit.actor(),
                List.of(incident),
                told + (suspects.size() > TOLD ? " and " + (suspects.size() - TOLD) + " more" : ""),
                Optional.of(suspects.get(0).why()),
                Tree.Obj.of(Map.of(
                        "suspects",
                        new Tree.Arr(suspects.stream().map(Rankings::tree).toList()))));
    }

    private static Tree tree(Suspect suspect) {
        Map<String, Tree> members = new TreeMap<>();
        suspect.cause().ifPresent(cause -> members.put("cause", new Tree.Text(cause.toString())));
        members.put("title", new Tree.Text(suspect.title()));
        members.put("likelihood", new Tree.Num(suspect.likelihood()));
        members.put("why", new Tree.Text(sentence(suspect.why())));
        return Tree.Obj.of(members);
    }

    private static String sentence(Explanation why) {
        return why.evidence().entrySet().stream()
                .map(fact -> fact.getKey() + " " + fact.getValue())
                .collect(Collectors.joining(", ", why.reason() + " (", ")"));
    }

    /** The first suspect, empty if it is an unknown cause. */
    static Optional<Ref> first(JournalEntry ranked) {
        return suspects(ranked).stream()
                .findFirst()
                .map(suspect -> text(suspect, "cause"))
                .filter(cause -> !cause.isEmpty())
                .map(Ref::parse);
    }

    /** The suspects as a report shows them. */
    static List<ReportData.Suspect> read(JournalEntry ranked) {
        return suspects(ranked).stream()
                .map(suspect ->
                        new ReportData.Suspect(text(suspect, "title"), likelihood(suspect), text(suspect, "why")))
                .toList();
    }

    private static List<Tree.Obj> suspects(JournalEntry ranked) {
        return ranked.event().data().members().get("suspects") instanceof Tree.Arr array
                ? array.items().stream().map(Tree.Obj.class::cast).toList()
                : List.of();
    }

    private static String text(Tree.Obj suspect, String member) {
        return suspect.members().get(member) instanceof Tree.Text text ? text.value() : "";
    }

    private static double likelihood(Tree.Obj suspect) {
        return suspect.members().get("likelihood") instanceof Tree.Num number ? number.value() : 0;
    }
}

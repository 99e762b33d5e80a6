package io.itops.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.itops.core.Actor;
import io.itops.core.Ref;
import io.itops.core.journal.JournalEntry;
import io.itops.core.journal.JournalEvent;
import io.itops.core.record.Tree;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NarratorTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Narrator narrator = new Narrator(new PrintStream(printed, true, StandardCharsets.UTF_8));

    @Test
    void tellsOfAnEntryInOneLineWithTheClock() {
        narrator.tell(entry("incident.opened", "incident/1", "opened SEV2 on checkout"));

        assertThat(lines()).containsExactly("02:00:00.123  incident  opened SEV2 on checkout");
    }

    @Test
    void namesTheChangeThatWasProposedBefore() {
        narrator.read(entry("change.proposed", "change/1", "kim proposed: ledger: 2.4"));
        narrator.tell(entry("change.started", "change/1", "kim started the change"));

        assertThat(lines()).containsExactly("02:00:00.123  change    ledger: 2.4: kim started the change");
    }

    @Test
    void keepsQuietAboutWhatOnlyTheJournalIsFor() {
        narrator.tell(entry("change.approved", "change/1", "dora approved the change"));
        narrator.tell(entry("signal.firing", "signal/1", "fails"));
        narrator.tell(entry("catalog.defined", "service/checkout", "checkout"));

        assertThat(lines()).isEmpty();
    }

    private List<String> lines() {
        return printed.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static JournalEntry entry(String type, String subject, String summary) {
        return new JournalEntry(
                1,
                new JournalEvent(
                        type,
                        1,
                        Instant.parse("2026-11-24T02:00:00.123456Z"),
                        Actor.user("kim"),
                        List.of(Ref.parse(subject)),
                        summary,
                        Optional.empty(),
                        Tree.Obj.of(Map.of())));
    }
}

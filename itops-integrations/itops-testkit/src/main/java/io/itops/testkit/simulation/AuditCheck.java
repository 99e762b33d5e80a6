package io.itops.testkit.simulation;

import io.itops.core.journal.StoredEvent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** I10: reckons the root of the audit chain anew, by the definition in RFC 9162 section 2.1.1 and from the texts alone. */
final class AuditCheck {
    private static final String NAME = "I10 AuditChainIntact";

    private AuditCheck() {}

    static List<Violation> check(History history) {
        List<Violation> found = new ArrayList<>();
        List<StoredEvent> journal = history.journal();
        for (int i = 0; i < journal.size(); i++) {
            if (journal.get(i).sequence() != i + 1L) {
                found.add(new Violation(
                        NAME,
                        "entry " + (i + 1) + " has the sequence number "
                                + journal.get(i).sequence()));
                return found;
            }
        }
        committed(history, found);
        String root = HexFormat.of().formatHex(root(journal));
        if (!root.equals(history.root())) {
            found.add(new Violation(
                    NAME,
                    "the root of the " + journal.size() + " texts is " + root + ", but the store says "
                            + history.root()));
        }
        return found;
    }

    /** Each applied commit got the numbers that follow those of the one before, and what it told stands there. */
    private static void committed(History history, List<Violation> found) {
        long last = 0;
        for (Moment.Committed committed : history.moments(Moment.Committed.class)) {
            int told = committed.commit().events().size();
            if (told == 0) {
                continue;
            }
            if (committed.result().firstSequence() != last + 1
                    || committed.result().lastSequence() != last + told) {
                found.add(new Violation(
                        NAME,
                        "a commit with " + told + " events after sequence number " + last + " got "
                                + committed.result().firstSequence() + " to "
                                + committed.result().lastSequence()));
                return;
            }
            last += told;
            if (last > history.journal().size()) {
                found.add(new Violation(NAME, "entry " + last + " is missing"));
                return;
            }
            String stands = history.journal().get((int) last - 1).json();
            String type = committed.commit().events().get(told - 1).type();
            if (!stands.contains("\"type\":\"" + type + '"')) {
                found.add(new Violation(
                        NAME, "entry " + last + " is not the " + type + " that was committed: " + stands));
            }
        }
        if (last != history.journal().size()) {
            found.add(new Violation(
                    NAME, "the journal has " + history.journal().size() + " entries, but " + last + " were committed"));
        }
    }

    private static byte[] root(List<StoredEvent> journal) {
        MessageDigest sha256 = sha256();
        if (journal.isEmpty()) {
            return sha256.digest();
        }
        List<byte[]> level = new ArrayList<>(journal.size());
        for (StoredEvent event : journal) {
            sha256.update((byte) 0);
            sha256.update(event.json().getBytes(StandardCharsets.UTF_8));
            level.add(sha256.digest());
        }
        // Pairing neighbours and carrying the odd one up splits every tree at the largest power of two below its size.
        while (level.size() > 1) {
            List<byte[]> above = new ArrayList<>((level.size() + 1) / 2);
            for (int i = 0; i + 1 < level.size(); i += 2) {
                sha256.update((byte) 1);
                sha256.update(level.get(i));
                sha256.update(level.get(i + 1));
                above.add(sha256.digest());
            }
            if (level.size() % 2 == 1) {
                above.add(level.get(level.size() - 1));
            }
            level = above;
        }
        return level.get(0);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

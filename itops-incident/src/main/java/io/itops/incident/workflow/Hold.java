package io.itops.incident.workflow;

import io.itops.core.Require;
import io.itops.core.record.Codec;
import io.itops.core.record.Shape;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * What an incident waits for, and how long.
 *
 * <p>Immutable and thread-safe.
 *
 * @param reason what for
 * @param vendor the vendor that it waits for, at most 100 characters; given for {@link HoldReason#VENDOR} alone, and not needed there
 * @param note more about it, at most 1,000 characters; not blank where the reason needs it
 * @param until when it is triggered again, and people are paged, unless it has gone on before; empty: it waits until someone comes
 * @since 0.1
 */
public record Hold(HoldReason reason, Optional<String> vendor, String note, Optional<Instant> until) {
    /** The greatest length of the name of a vendor in code points. */
    public static final int MAX_VENDOR = 100;

    /** How holds are written. */
    public static final Codec<Hold> CODEC = Shape.of("hold", s -> {
        var reason = s.field("reason", Codec.ofEnum(HoldReason.class), Hold::reason);
        var vendor = s.optional("vendor", Codec.TEXT, Hold::vendor);
        var note = s.field("note", Codec.TEXT, Hold::note);
        var until = s.optional("until", Codec.INSTANT, Hold::until);
        return row -> new Hold(row.get(reason), row.get(vendor), row.get(note), row.get(until));
    });

    /** Checks the parts. */
    public Hold {
        Require.present("hold reason", reason);
        Require.present("vendor", vendor)
                .ifPresent(name -> Require.text("vendor", Require.id("vendor", name), MAX_VENDOR));
        Require.that(
                vendor.isEmpty() || reason == HoldReason.VENDOR,
                "vendor",
                "be given for a vendor and nowhere else",
                vendor.orElse(""));
        Require.anyText("note of a hold", note, IncidentCommand.MAX_REASON);
        Require.that(
                !reason.needsNote() || !note.isBlank(),
                "note of a hold",
                "not be blank for the reason " + reason.name().toLowerCase(Locale.ROOT),
                note);
        until = Require.present("end of a hold", until).map(at -> Require.instant("end of a hold", at));
    }

    /**
     * A hold that lasts until someone ends it.
     *
     * @param reason what for
     * @param note more about it
     * @return the hold
     */
    public static Hold of(HoldReason reason, String note) {
        return new Hold(reason, Optional.empty(), note, Optional.empty());
    }

    /**
     * A hold for a vendor that lasts until someone ends it.
     *
     * @param vendor the vendor's name, which picks its underpinning contract
     * @param note more about it
     * @return the hold
     */
    public static Hold forVendor(String vendor, String note) {
        return new Hold(HoldReason.VENDOR, Optional.of(Require.present("vendor", vendor)), note, Optional.empty());
    }

    /** What another system is known to wait for: no more than its reason tells. */
    static Hold imported(String reason) {
        return of(HoldReason.OTHER, reason.isBlank() ? "as imported" : reason);
    }

    /**
     * This hold with an end.
     *
     * @param end when the incident is triggered again
     * @return a new value
     */
    public Hold until(Instant end) {
        return new Hold(reason, vendor, note, Optional.of(Require.present("end of a hold", end)));
    }

    /** What it waits for, in words. */
    String words() {
        return reason.name().toLowerCase(Locale.ROOT)
                + vendor.map(name -> " " + name).orElse("")
                + Lines.remark(note)
                + until.map(at -> ", until " + at).orElse("");
    }
}

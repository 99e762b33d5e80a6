package io.itops.testkit.fault;

import io.itops.core.Require;
import io.itops.core.store.Claim;
import io.itops.core.store.Commit;
import java.util.List;
import java.util.Optional;

/**
 * A point in a call of a store, about which a plan decides.
 *
 * <p>Immutable and thread-safe.
 *
 * @param boundary where the call is
 * @param commit what is to be committed, or was; present exactly at the boundaries of a commit
 * @param claims what was just handed out; not empty exactly with {@link Boundary#AFTER_CLAIM}
 * @since 0.1
 */
public record StoreCall(Boundary boundary, Optional<Commit> commit, List<Claim> claims) {
    /** The points at which faults strike. */
    public enum Boundary {
        /** Before a commit is applied. */
        BEFORE_COMMIT(Operation.COMMIT),
        /** After a commit was applied, before its caller knows. */
        AFTER_COMMIT(Operation.COMMIT),
        /** Before jobs are asked for. */
        BEFORE_CLAIM(Operation.CLAIM),
        /** After jobs were handed out, before their worker knows; not reached where none was. */
        AFTER_CLAIM(Operation.CLAIM),
        /** Before records or the journal are read. */
        READ(Operation.READ);

        private final Operation operation;

        Boundary(Operation operation) {
            this.operation = operation;
        }

        Operation operation() {
            return operation;
        }
    }

    enum Operation {
        COMMIT,
        CLAIM,
        READ
    }

    /** Checks and copies the parts. */
    public StoreCall {
        Require.present("boundary", boundary);
        boolean commits = boundary == Boundary.BEFORE_COMMIT || boundary == Boundary.AFTER_COMMIT;
        Require.that(commit.isPresent() == commits, "commit", "be given at its boundaries alone", boundary);
        claims = List.copyOf(claims);
        Require.that(
                claims.isEmpty() != (boundary == Boundary.AFTER_CLAIM),
                "claims",
                "be given with AFTER_CLAIM alone",
                boundary);
    }

    /**
     * Whether an event of a type is committed.
     *
     * @param eventType the type: {@code delivery.sent}
     * @return true if there is one
     */
    public boolean tells(String eventType) {
        return commit.filter(
                        c -> c.events().stream().anyMatch(event -> event.type().equals(eventType)))
                .isPresent();
    }

    /**
     * Whether a job of a type was just handed out.
     *
     * @param jobType the type: {@code delivery.send}
     * @return true if there is one
     */
    public boolean claims(String jobType) {
        return claims.stream().anyMatch(claim -> claim.job().type().equals(jobType));
    }

    /**
     * Whether a fault can strike here: it belongs to this boundary, and a conflict needs a version that the commit rests on.
     *
     * @param fault the fault
     * @return true if it can
     */
    public boolean admits(FaultyStore.Fault fault) {
        return fault.boundary() == boundary
                && (fault != FaultyStore.Fault.CONFLICT || expectation().isPresent());
    }

    /** A record that the commit depends on; a conflict can be about nothing else. */
    Optional<Commit.Expect> expectation() {
        if (commit.isEmpty()) {
            return Optional.empty();
        }
        Commit given = commit.get();
        if (!given.puts().isEmpty()) {
            Commit.Put put = given.puts().get(0);
            return Optional.of(new Commit.Expect(put.record().ref(), put.expected()));
        }
        return given.expects().stream()
                .findFirst()
                .or(() -> given.removals().stream().findFirst());
    }
}

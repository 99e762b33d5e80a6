package io.itops.jdbc;

import io.itops.core.journal.MerkleFrontier;
import io.itops.core.journal.TreeHead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Tells a log what the file of a database has lost since it was last open, by what its repair had to give up and by the {@link Witness}
 * beside it. Without a witness, since it cannot be opened, only the former tells.
 *
 * <p>Not thread-safe; confine to one thread at a time.
 */
final class Losses implements AutoCloseable {
    private static final String SHORTER =
            "the file has lost what was committed: its journal does not reach as far as before;"
                    + " put copies of it and of " + Witness.NAME
                    + " in their place that were made while the store was closed, or go on without what is lost";
    private static final String OTHER =
            "the file holds other entries than when it was last open: its journal is as long as before,"
                    + " but has another root; put the file that belongs to " + Witness.NAME
                    + " back in its place, or go on with this one";
    private static final String GIVEN_UP =
            "the newest commits in the file are damaged or missing and were given up: unless they were"
                    + " under way when power was lost, put copies of it and of " + Witness.NAME
                    + " in their place or go on without them";

    private final Path file;
    private final Optional<H2Header.GivenUp> givenUp;
    private final Logger log;
    private final @Nullable Witness witness;

    private Losses(Path file, Optional<H2Header.GivenUp> givenUp, Logger log) {
        this.file = file;
        this.givenUp = givenUp;
        this.log = log;
        this.witness = witness(witnessFile());
    }

    /** Repairs the file of a database that is about to be opened or made, and takes down what is known of it. */
    static Losses repairing(Path file, Logger log) throws IOException {
        boolean absent = Files.notExists(file);
        Losses losses = new Losses(file, H2Header.repair(file), log);
        if (absent) {
            losses.beginAnew();
        }
        return losses;
    }

    private Path witnessFile() {
        return file.resolveSibling(Witness.NAME);
    }

    private @Nullable Witness witness(Path path) {
        try {
            return new Witness(path);
        } catch (IOException e) {
            // The database itself needs none.
            warnOfWitness(e);
            return null;
        }
    }

    /** What a witness knows of a file that was taken away is no loss of the one that is made in its place. */
    private void beginAnew() {
        Optional<TreeHead> before = before();
        if (before.isEmpty() || witness == null) {
            return;
        }
        try {
            witness.clear();
        } catch (IOException e) {
            warnOfWitness(e);
            return;
        }
        log.atInfo()
                .addKeyValue("file", file)
                .addKeyValue("entries.before", Long.toString(before.get().size()))
                .log("there is no database file, so a new one is begun; " + Witness.NAME
                        + " told of an earlier one and is begun anew as well");
    }

    /** The database is open and its journal ends here. */
    void opened(MerkleFrontier head) {
        Optional<TreeHead> before = before();
        boolean shorter = before.isPresent() && before.get().size() > head.size();
        boolean other = before.isPresent()
                && before.get().size() == head.size()
                && !before.get().equals(head.treeHead());
        if (shorter || other || givenUp.isPresent()) {
            LoggingEventBuilder line = log.atWarn()
                    .addKeyValue("file", file)
                    .addKeyValue("entries", head.size())
                    .addKeyValue(
                            "entries.before",
                            before.map(b -> Long.toString(b.size())).orElse("unknown"));
            if (givenUp.isPresent()) {
                line = line.addKeyValue("version", givenUp.get().kept())
                        .addKeyValue("version.before", givenUp.get().newest())
                        .addKeyValue("chunks.damaged", givenUp.get().chunks());
            }
            line.log(shorter ? SHORTER : other ? OTHER : GIVEN_UP);
        }
    }

    private Optional<TreeHead> before() {
        try {
            return witness == null ? Optional.empty() : witness.read();
        } catch (IOException e) {
            warnOfWitness(e);
            return Optional.empty();
        }
    }

    /** A transaction has committed that took the journal here. */
    void committed(MerkleFrontier head) {
        if (witness != null) {
            try {
                witness.write(head.treeHead());
            } catch (IOException e) {
                // The commit stands: only a later loss might go untold.
                warnOfWitness(e);
            }
        }
    }

    private void warnOfWitness(IOException failure) {
        log.atWarn()
                .setCause(failure)
                .addKeyValue("file", witnessFile())
                .log(
                        "how far the journal has come cannot be kept beside the database; a loss of its file might go untold");
    }

    @Override
    public void close() throws IOException {
        if (witness != null) {
            witness.close();
        }
    }
}

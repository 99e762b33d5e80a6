package io.itops.jdbc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import org.h2.store.fs.FilePathWrapper;

/**
 * A file system of H2 that keeps a log of all that is done to the database's file, so that a test can say what a device holds after
 * power was lost.
 */
public final class LoggedFile extends FilePathWrapper {
    /** The name that goes before the path. */
    static final String SCHEME = "logged";

    /** H2 makes the instances, so the log of the one test that runs lies here. */
    static final List<Act> LOG = new ArrayList<>();

    /** One thing done to the file. */
    sealed interface Act {
        /** Bytes written at a place. */
        record Write(long position, byte[] bytes) implements Act {}

        /** The file cut to a size. */
        record Truncate(long size) implements Act {}

        /** Everything before this is on the device. */
        record Force() implements Act {}
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new Channel(getBase().open(mode));
    }

    /** How much has been logged. */
    static int logged() {
        synchronized (LOG) {
            return LOG.size();
        }
    }

    private static void log(Act act) {
        synchronized (LOG) {
            LOG.add(act);
        }
    }

    private static final class Channel extends ForwardingFile {
        Channel(FileChannel base) {
            super(base);
        }

        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            ByteBuffer copy = source.duplicate();
            int written = base.write(source, position);
            byte[] bytes = new byte[written];
            copy.get(bytes);
            log(new Act.Write(position, bytes));
            return written;
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            base.truncate(size);
            log(new Act.Truncate(size));
            return this;
        }

        @Override
        public void force(boolean metaData) throws IOException {
            base.force(metaData);
            log(new Act.Force());
        }
    }
}

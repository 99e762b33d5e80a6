package io.itops.jdbc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import org.h2.store.fs.FileBase;

/**
 * A file of H2 that leaves everything to another but writing at a place. As thread-safe as the other, which allows to read side by
 * side.
 */
@SuppressWarnings("UnsynchronizedOverridesSynchronized")
abstract class ForwardingFile extends FileBase {
    final FileChannel base;

    ForwardingFile(FileChannel base) {
        this.base = base;
    }

    @Override
    public abstract int write(ByteBuffer source, long position) throws IOException;

    /** Writes where the file stands, by way of the place: what is written must not get past who watches that. */
    @Override
    public int write(ByteBuffer source) throws IOException {
        long position = base.position();
        int written = write(source, position);
        base.position(position + written);
        return written;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return base.read(target);
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        return base.read(target, position);
    }

    @Override
    public long position() throws IOException {
        return base.position();
    }

    @Override
    public FileChannel position(long position) throws IOException {
        base.position(position);
        return this;
    }

    @Override
    public long size() throws IOException {
        return base.size();
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
        base.truncate(size);
        return this;
    }

    @Override
    public void force(boolean metaData) throws IOException {
        base.force(metaData);
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
        return base.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
        base.close();
    }
}

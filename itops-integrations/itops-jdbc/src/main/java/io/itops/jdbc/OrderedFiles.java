package io.itops.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.h2.store.fs.FilePath;
import org.jspecify.annotations.Nullable;

/**
 * A file system of H2 that opens the file of one database as an {@link OrderedFile}, and is a wrapper without effect for all else. Each
 * database has one of its own, under a name of its own before the path: that is how its store gets hold of the file.
 *
 * <p>Thread-safe.
 */
final class OrderedFiles extends FilePath {
    private static final String DATABASE = ".mv.db";

    private final String scheme;
    private final boolean sync;
    private final AtomicReference<OrderedFile> database;
    private final @Nullable FilePath base;

    private OrderedFiles(String scheme, boolean sync, AtomicReference<OrderedFile> database, @Nullable FilePath base) {
        this.scheme = scheme;
        this.sync = sync;
        this.database = database;
        this.base = base;
        this.name = base == null ? scheme + ':' : scheme + ':' + base;
    }

    /** Makes a file system known to H2 under a name. */
    static OrderedFiles register(String scheme, boolean sync) {
        OrderedFiles files = new OrderedFiles(scheme, sync, new AtomicReference<>(), null);
        FilePath.register(files);
        return files;
    }

    void unregister() {
        FilePath.unregister(this);
    }

    /** The file of the database, once it was opened. */
    OrderedFile database() {
        OrderedFile file = database.get();
        if (file == null) {
            throw new IllegalStateException("file of a database must be open, but " + scheme + " has opened none");
        }
        return file;
    }

    private FilePath base() {
        FilePath path = base;
        if (path == null) {
            throw new IllegalStateException("a file system is no path");
        }
        return path;
    }

    private OrderedFiles wrap(FilePath path) {
        return new OrderedFiles(scheme, sync, database, path);
    }

    @Override
    public String getScheme() {
        return scheme;
    }

    @Override
    public FilePath getPath(String path) {
        return wrap(FilePath.get(path.substring(scheme.length() + 1)));
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        FileChannel channel = base().open(mode);
        if (!toString().endsWith(DATABASE)) {
            return channel;
        }
        OrderedFile file = new OrderedFile(channel, sync);
        database.set(file);
        return file;
    }

    @Override
    public FilePath unwrap() {
        return base();
    }

    @Override
    public long size() {
        return base().size();
    }

    @Override
    public void moveTo(FilePath target, boolean atomicReplace) {
        base().moveTo(target.unwrap(), atomicReplace);
    }

    @Override
    public boolean createFile() {
        return base().createFile();
    }

    @Override
    public boolean exists() {
        return base().exists();
    }

    @Override
    public void delete() {
        base().delete();
    }

    @Override
    public List<FilePath> newDirectoryStream() {
        return base().newDirectoryStream().stream().<FilePath>map(this::wrap).toList();
    }

    @Override
    public FilePath toRealPath() {
        return wrap(base().toRealPath());
    }

    @Override
    public @Nullable FilePath getParent() {
        FilePath parent = base().getParent();
        return parent == null ? null : wrap(parent);
    }

    @Override
    public boolean isDirectory() {
        return base().isDirectory();
    }

    @Override
    public boolean isRegularFile() {
        return base().isRegularFile();
    }

    @Override
    public boolean isAbsolute() {
        return base().isAbsolute();
    }

    @Override
    public long lastModified() {
        return base().lastModified();
    }

    @Override
    public boolean canWrite() {
        return base().canWrite();
    }

    @Override
    public void createDirectory() {
        base().createDirectory();
    }

    @Override
    public boolean setReadOnly() {
        return base().setReadOnly();
    }

    @Override
    public InputStream newInputStream() throws IOException {
        return base().newInputStream();
    }

    @Override
    public OutputStream newOutputStream(boolean append) throws IOException {
        return base().newOutputStream(append);
    }

    @Override
    public FilePath createTempFile(String suffix, boolean inTempDir) throws IOException {
        return wrap(base().createTempFile(suffix, inTempDir));
    }
}

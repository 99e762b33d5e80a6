package io.itops.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.itops.core.StoreException;
import io.itops.core.journal.Journal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.h2.api.ErrorCode;
import org.h2.message.DbException;
import org.h2.mvstore.DataUtils;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Only damage is told as damage, and nobody is advised to give up a file that is whole. */
class H2FailureTest {
    private static final Path FILE = Path.of("/data/itops.mv.db");
    private static final String DAMAGE = "must be as it was written, but is damaged";
    private static final String COPY =
            "; close the store, then put copies of it and of itops.head in their place that were made"
                    + " while it was closed, or move both away to begin anew";
    private static final String OTHER_DIRECTORY =
            "; give the store another directory, or move the file away together with itops.head";

    @TempDir
    private Path directory;

    @ParameterizedTest(name = "{0}: {1} while opening, {2} later")
    @CsvSource({
        ErrorCode.FILE_CORRUPTED_1 + ", DAMAGE, DAMAGE",
        ErrorCode.GENERAL_ERROR_1 + ", DAMAGE, AS_IT_IS",
        ErrorCode.IO_EXCEPTION_1 + ", INPUT_OUTPUT, INPUT_OUTPUT",
        ErrorCode.IO_EXCEPTION_2 + ", INPUT_OUTPUT, INPUT_OUTPUT",
        ErrorCode.FILE_VERSION_ERROR_1 + ", VERSION, VERSION",
        ErrorCode.WRONG_USER_OR_PASSWORD + ", ANOTHER_PROGRAM, ANOTHER_PROGRAM",
        ErrorCode.DATABASE_IS_CLOSED + ", AS_IT_IS, AS_IT_IS",
        ErrorCode.OUT_OF_MEMORY + ", AS_IT_IS, AS_IT_IS",
        ErrorCode.LOCK_TIMEOUT_1 + ", AS_IT_IS, AS_IT_IS",
        ErrorCode.DATABASE_ALREADY_OPEN_1 + ", AS_IT_IS, AS_IT_IS",
        ErrorCode.DUPLICATE_KEY_1 + ", AS_IT_IS, AS_IT_IS",
        ErrorCode.CONNECTION_BROKEN_1 + ", AS_IT_IS, AS_IT_IS",
    })
    void whatIsSaidDependsOnTheErrorCode(int code, Told opening, Told later) {
        SQLException failure = DbException.get(code, "x", "y").getSQLException();
        opening.check(failure, true);
        later.check(failure, false);
    }

    @ParameterizedTest(name = "{0}: {1} while opening, {2} later")
    @CsvSource({
        DataUtils.ERROR_FILE_CORRUPT + ", DAMAGE, DAMAGE",
        DataUtils.ERROR_READING_FAILED + ", INPUT_OUTPUT, INPUT_OUTPUT",
        DataUtils.ERROR_WRITING_FAILED + ", INPUT_OUTPUT, INPUT_OUTPUT",
        DataUtils.ERROR_CLOSED + ", AS_IT_IS, AS_IT_IS",
        DataUtils.ERROR_INTERNAL + ", DAMAGE, AS_IT_IS",
    })
    void aGeneralErrorAroundAFailureOfTheFileIsToldAsThat(int code, Told opening, Told later) {
        SQLException failure =
                DbException.convert(DataUtils.newMVStoreException(code, "x")).getSQLException();
        assertThat(failure.getErrorCode()).isEqualTo(ErrorCode.GENERAL_ERROR_1);
        opening.check(failure, true);
        later.check(failure, false);
    }

    @Test
    void whatTheStoreItselfRefusesStaysAsItIs() {
        SQLException refusal = new SQLException("schema must be known", "HY000", ErrorCode.FILE_CORRUPTED_1);
        assertThat((Throwable) H2Failure.told(refusal, FILE, true)).isSameAs(refusal);
    }

    @Test
    void afterAFullDeviceTheFileIsNotToldToBeDamagedAndIsAsGoodAsBefore() throws SQLException {
        FullDevice device = new FullDevice();
        FilePath.register(device);
        try {
            H2Dialect dialect = H2Dialect.open(directory, FullDevice.SCHEME + ':', H2Dialect.SETTINGS, true);
            JdbcStore store = JdbcStore.open(dialect, InstantSource.fixed(Commits.START));
            store.commit(Commits.create("a"));
            FullDevice.FULL.set(true);
            assertThat(failureOf(() -> store.commit(Commits.create("b"))))
                    .hasMessageContaining("database file " + directory.resolve("itops.mv.db"))
                    .hasMessageContaining("check the space on its device");
            assertThat(failureOf(() -> store.commit(Commits.create("c")))).hasMessageContaining("must be opened anew");
            assertThat(failureOf(() -> store.find(Commits.ref("a")))).hasMessageContaining("must be opened anew");
            failureOf(store::close);
        } finally {
            FullDevice.FULL.set(false);
            FilePath.unregister(device);
        }
        try (JdbcStore store = JdbcStore.h2(directory).open()) {
            assertThat(store.find(Commits.ref("a"))).isPresent();
            assertThat(new Journal(store).head().size()).isEqualTo(1);
        }
    }

    /** A failure of the store that tells of no damage, and advises nobody to take the file away. */
    private static StoreException failureOf(ThrowingCallable call) {
        StoreException failure = catchThrowableOfType(StoreException.class, call);
        assertThat(failure.getMessage()).doesNotContain("damaged", "copies", "move it", "move both");
        return failure;
    }

    /** What is said of a failure. */
    private enum Told {
        DAMAGE(H2FailureTest.DAMAGE, COPY),
        INPUT_OUTPUT(
                "must be there to read and write, but could not be read or written",
                "; check the space on its device and its permissions, then open the store anew"),
        VERSION("must be a database that this version of H2 reads, but is not", OTHER_DIRECTORY),
        ANOTHER_PROGRAM("must be a database of the SDK, but another program made it", OTHER_DIRECTORY),
        AS_IT_IS("", "");

        private final String rule;
        private final String advice;

        Told(String rule, String advice) {
            this.rule = rule;
            this.advice = advice;
        }

        void check(SQLException failure, boolean opening) {
            SQLException told = H2Failure.told(failure, FILE, opening);
            if (this == AS_IT_IS) {
                assertThat((Throwable) told).isSameAs(failure);
            } else {
                assertThat((Throwable) told)
                        .hasMessage("database file " + FILE + ' ' + rule + " (" + failure.getMessage() + ')' + advice)
                        .hasCause(failure);
                assertThat(told.getErrorCode()).isEqualTo(failure.getErrorCode());
                assertThat(told.getSQLState()).isEqualTo(failure.getSQLState());
            }
        }
    }

    /** A file system of H2 whose device can be full. */
    public static final class FullDevice extends FilePathWrapper {
        static final String SCHEME = "full";

        /** H2 makes the instances, so what the one test that runs says lies here. */
        static final AtomicBoolean FULL = new AtomicBoolean();

        @Override
        public String getScheme() {
            return SCHEME;
        }

        @Override
        public FileChannel open(String mode) throws IOException {
            return new Channel(getBase().open(mode));
        }

        private static final class Channel extends ForwardingFile {
            Channel(FileChannel base) {
                super(base);
            }

            @Override
            public int write(ByteBuffer source, long position) throws IOException {
                if (FULL.get()) {
                    throw new IOException("No space left on device");
                }
                return base.write(source, position);
            }
        }
    }
}

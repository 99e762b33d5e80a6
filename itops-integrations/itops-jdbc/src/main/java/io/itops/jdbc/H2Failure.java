package io.itops.jdbc;

import java.nio.file.Path;
import java.sql.SQLException;
import org.h2.api.ErrorCode;
import org.h2.jdbc.JdbcException;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;

/**
 * What a failure of H2 says about the database's file, and what to do about it. Only what H2 knows to be damage is told as damage: who
 * is told so gives up a file, and with a full device, too little memory or a database closed after a failure the file is as good as before.
 */
final class H2Failure {
    private static final String DAMAGED = "be as it was written, but is damaged";
    private static final String USE_A_COPY = "close the store, then put copies of it and of " + Witness.NAME
            + " in their place that were made while it was closed, or move both away to begin anew";
    private static final String USE_ANOTHER =
            "give the store another directory, or move the file away together with " + Witness.NAME;

    private H2Failure() {}

    /**
     * A failure in words that name the file, with itself as the cause; itself if nothing is wrong with the file.
     *
     * @param opening whether the database was being opened: what H2 has no code for comes from the file then, later from anywhere
     */
    static SQLException told(SQLException failure, Path file, boolean opening) {
        if (!(failure instanceof JdbcException)) {
            // Our own refusals say already what is wrong.
            return failure;
        }
        return switch (code(failure)) {
            case ErrorCode.FILE_CORRUPTED_1 -> told(failure, file, DAMAGED, USE_A_COPY);
            case ErrorCode.GENERAL_ERROR_1 -> opening ? told(failure, file, DAMAGED, USE_A_COPY) : failure;
            case ErrorCode.FILE_VERSION_ERROR_1 ->
                told(failure, file, "be a database that this version of H2 reads, but is not", USE_ANOTHER);
            case ErrorCode.WRONG_USER_OR_PASSWORD ->
                told(failure, file, "be a database of the SDK, but another program made it", USE_ANOTHER);
            case ErrorCode.IO_EXCEPTION_1, ErrorCode.IO_EXCEPTION_2 ->
                told(
                        failure,
                        file,
                        "be there to read and write, but could not be read or written",
                        "check the space on its device and its permissions, then open the store anew");
            default -> failure;
        };
    }

    /**
     * The code of a failure. H2 maps a failure of its file to a code while it opens it; later, while it reads or writes, the same failure
     * comes out as a general error around it (seen with 2.5.252).
     */
    private static int code(SQLException failure) {
        if (failure.getErrorCode() == ErrorCode.GENERAL_ERROR_1) {
            for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
                if (cause instanceof MVStoreException inFile) {
                    return code(inFile);
                }
            }
        }
        return failure.getErrorCode();
    }

    private static int code(MVStoreException failure) {
        return switch (failure.getErrorCode()) {
            case DataUtils.ERROR_FILE_CORRUPT -> ErrorCode.FILE_CORRUPTED_1;
            case DataUtils.ERROR_READING_FAILED, DataUtils.ERROR_WRITING_FAILED -> ErrorCode.IO_EXCEPTION_1;
            case DataUtils.ERROR_CLOSED -> ErrorCode.DATABASE_IS_CLOSED;
            default -> ErrorCode.GENERAL_ERROR_1;
        };
    }

    private static SQLException told(SQLException failure, Path file, String rule, String advice) {
        return new SQLException(
                "database file " + file + " must " + rule + " (" + failure.getMessage() + "); " + advice,
                failure.getSQLState(),
                failure.getErrorCode(),
                failure);
    }
}

package io.itops.core;

import org.jspecify.annotations.Nullable;

/**
 * The root of every exception that the SDK throws on purpose. Expected outcomes are values (a refusal, an empty result); an
 * exception means misuse, a fault of the environment, or a race that the caller must see.
 *
 * <p>All members of the family are unchecked, final, and carry what they say as fields. Immutable and thread-safe.
 *
 * @since 0.1
 */
public abstract sealed class ItOpsException extends RuntimeException
        permits InvalidInputException,
                InvalidDefinitionException,
                RefusedException,
                NotFoundException,
                ConflictException,
                AccessDeniedException,
                LimitExceededException,
                FormatException,
                SyntaxException,
                StoreException,
                ClosedException {

    private static final long serialVersionUID = 1L;

    ItOpsException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

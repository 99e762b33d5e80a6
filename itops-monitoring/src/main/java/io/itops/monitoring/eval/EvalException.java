package io.itops.monitoring.eval;

/** Carries a failure from where it is found to the evaluator, which returns it as a value. Never leaves the package. */
final class EvalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient EvalResult.Failure failure;

    EvalException(EvalResult.Cause cause, String message) {
        this(cause, message, "");
    }

    EvalException(EvalResult.Cause cause, String message, String detail) {
        super(message, null, false, false);
        this.failure = new EvalResult.Failure(cause, message, detail);
    }

    EvalResult.Failure failure() {
        return failure;
    }
}

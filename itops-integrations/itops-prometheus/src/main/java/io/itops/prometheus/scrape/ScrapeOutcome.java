package io.itops.prometheus.scrape;

/**
 * What became of asking a target for its samples.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1
 */
public enum ScrapeOutcome {
    /** Its samples were read. */
    SCRAPED,
    /** The egress policy denies the target, or an address that it redirects to. */
    DENIED,
    /** It could not be connected to, or there was no complete answer. */
    UNREACHABLE,
    /** It took longer than it may. */
    TIMED_OUT,
    /** It answered with a status other than 200, or redirected too often. */
    REFUSED,
    /** Its answer exceeds a limit. */
    TOO_LARGE,
    /** Its answer is of no format that is read, or not well-formed. */
    MALFORMED
}

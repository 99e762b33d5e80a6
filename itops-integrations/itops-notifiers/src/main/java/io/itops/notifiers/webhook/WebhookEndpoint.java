package io.itops.notifiers.webhook;

import io.itops.core.InvalidInputException;
import io.itops.core.Require;
import java.net.URI;
import java.util.List;

/**
 * Where the webhooks for one address go, and what signs them. The target is a secret too: it never prints.
 *
 * <p>Immutable and thread-safe.
 *
 * @param target an absolute http or https URI in ASCII with a host, without user information or fragment
 * @param secrets the secrets that sign, the newest first: more than one while they are rotated; 1 to 4
 * @since 0.1
 */
public record WebhookEndpoint(URI target, List<WebhookSecret> secrets) {
    /** The greatest length of a target, in characters. */
    public static final int MAX_TARGET = 2_000;

    /** Checks the target. */
    public WebhookEndpoint {
        Require.present("webhook target", target);
        if (target.toString().length() > MAX_TARGET) {
            throw new InvalidInputException("webhook target", "be at most " + MAX_TARGET + " characters", "<secret>");
        }
        boolean fine = ("https".equals(target.getScheme()) || "http".equals(target.getScheme()))
                && target.toString().equals(target.toASCIIString())
                && target.getHost() != null
                && target.getRawUserInfo() == null
                && target.getRawFragment() == null
                && target.getPort() != 0
                && target.getPort() <= 65_535;
        if (!fine) {
            throw new InvalidInputException(
                    "webhook target",
                    "be an http or https URI in ASCII with a host and nothing before or behind",
                    "<secret>");
        }
        secrets = Require.list("webhook secrets", Require.size("webhook secrets", secrets, 1, 4));
    }

    @Override
    public String toString() {
        return "webhook endpoint at " + target.getHost();
    }
}

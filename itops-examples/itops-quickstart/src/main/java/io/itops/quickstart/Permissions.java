package io.itops.quickstart;

import io.itops.core.access.AccessDecision;
import io.itops.core.spi.Authorizer;

/** Who may do what: everyone here may give every command; what the modules themselves refuse stays refused. */
final class Permissions {
    static final Authorizer ALL = (actor, permission, subject) -> AccessDecision.allow("everyone in this shop may");

    private Permissions() {}
}

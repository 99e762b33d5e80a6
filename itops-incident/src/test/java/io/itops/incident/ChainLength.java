package io.itops.incident;

/** How many actions the chains of the campaign have at most. */
public final class ChainLength {
    /** 30 unless {@code -Ditops.chain=N} says otherwise: as long as the time of a campaign allows, at five hundred chains of each kind. */
    public static final int CAMPAIGN = Integer.getInteger("itops.chain", 30);

    private ChainLength() {}
}

/**
 * What happened, in order, provably. Each commit's events take the next sequence numbers; the text of each is a leaf of a Merkle tree
 * (RFC 9162) whose frontier the store keeps beside the last sequence number. Timelines and reviews read the envelopes through {@link
 * io.itops.core.journal.Journal}.
 */
package io.itops.core.journal;

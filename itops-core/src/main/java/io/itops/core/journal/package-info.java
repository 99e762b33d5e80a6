/**
 * What happened, in order, provably. Each commit's events take the next sequence numbers; the text of each is a leaf of a Merkle tree
 * (RFC 9162) whose {@link io.itops.core.journal.MerkleFrontier} the store keeps beside the last sequence number. Timelines and reviews
 * read the envelopes through {@link io.itops.core.journal.Journal}.
 *
 * <p>The frontier gives the {@link io.itops.core.journal.TreeHead}, which whoever wants to check later writes down elsewhere. Read
 * again, the stored texts make the {@link io.itops.core.journal.MerkleTree}, and that makes an {@link
 * io.itops.core.journal.InclusionProof} for one entry or a {@link io.itops.core.journal.ConsistencyProof} that nothing was changed
 * since a head was taken; both are verified against heads alone.
 */
package io.itops.core.journal;

/**
 * Records and their neutral form. A {@code RecordType} turns a value into a {@link io.itops.core.record.Tree} and back by method
 * references; canonical JSON turns the tree into the one text that stores keep and the journal hashes.
 */
package io.itops.core.record;

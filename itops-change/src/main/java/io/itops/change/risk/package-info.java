/**
 * How likely a change fails: named factors as log-odds contributions of one documented, versioned table, summed to a probability. The
 * score is a prior, not calibrated by outcomes, and says so.
 */
package io.itops.change.risk;

/**
 * Which recent change may have caused an incident: by graph distance, time and risk, as likelihoods that sum to 1 with the share of
 * the unknown cause.
 */
package io.itops.change.suspect;

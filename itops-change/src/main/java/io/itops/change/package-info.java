/**
 * Changes assessed, approved, watched and measured: workflow, risk and suspects.
 */
package io.itops.change;

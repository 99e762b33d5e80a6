/**
 * A program that takes one real failure from metric to page to review.
 */
package io.itops.quickstart;

/** What several packages of core share; no other module sees it. */
package io.itops.core.internal;

/** What caches of core and of itops-monitoring share; no other module sees it (ADR 11). */
package io.itops.core.internal.cache;

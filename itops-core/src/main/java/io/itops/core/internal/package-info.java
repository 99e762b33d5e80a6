/** What several packages of core share and no other module sees. */
package io.itops.core.internal;

/** What several packages of core share, and sibling modules that are named in the module's declaration; nobody else sees it. */
package io.itops.core.internal;

/**
 * What there is and what rests on what: services, the components that they are made of, the teams that own them, and a graph of
 * dependencies that may hold cycles.
 *
 * <p>{@link io.itops.core.catalog.Catalog} takes commands. Each is one commit that also raises the catalog's revision, so that all
 * edits follow one after the other and a decision that rests on the catalog can expect the revision that it has seen. Reading gives a
 * {@link io.itops.core.catalog.CatalogSnapshot}: the whole catalog at one revision as a value, which answers what is affected when
 * something fails, how far things are apart, and who owns them.
 */
package io.itops.core.catalog;

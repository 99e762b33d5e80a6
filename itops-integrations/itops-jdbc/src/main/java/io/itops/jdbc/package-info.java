/**
 * A store on a relational database: H2 as an embedded file.
 */
package io.itops.jdbc;

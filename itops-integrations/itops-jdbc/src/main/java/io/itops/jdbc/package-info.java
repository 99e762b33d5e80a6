/**
 * A store on a relational database: H2 as an embedded file.
 *
 * <p>{@link io.itops.jdbc.JdbcStore} reads through a few connections and writes through one. Commits and claims queue up for it; one of
 * the calling threads leads and applies all that are queued in one transaction: each is checked against what the ones before it left,
 * then writes to the tables of records, jobs, lanes and the journal, and last of all the head row (the Merkle frontier and the last place
 * of a job). Then the leader commits, has the file forced to the device, and everyone has an answer. What differs between databases is
 * one class each: the files of the schema, how to connect, to keep other writers out, and to make a commit durable.
 */
package io.itops.jdbc;

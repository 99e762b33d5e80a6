/**
 * What modules say to each other. Signals open and resolve incidents; facts are what the owners of incidents and changes publish
 * about them, written in the same commit as the thing itself; suspects link the two. No module reads another's records.
 */
package io.itops.core.signal;

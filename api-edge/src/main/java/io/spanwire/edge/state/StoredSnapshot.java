package io.spanwire.edge.state;

/** A stored state of a stream: the version it is of, and its JSON text. */
public record StoredSnapshot(long version, String text) {}

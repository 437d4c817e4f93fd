package io.spanwire.edge.view;

/** Where a stream stands in which history; version 0 when it has no events. */
public record StreamVersion(long version, String epoch) {}

package io.spanwire.edge.view;

/** The version of a stream in an epoch; 0 without events. */
public record StreamVersion(long version, String epoch) {}

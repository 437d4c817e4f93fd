package io.spanwire.edge.view;

/**
 * The version of a stream in an epoch; 0 without events.
 *
 * @param switches how often read models were exchanged for rebuilt ones, which can have other rows for the same version
 */
public record StreamVersion(long version, String epoch, long switches) {}

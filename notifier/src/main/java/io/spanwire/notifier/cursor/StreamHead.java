package io.spanwire.notifier.cursor;

/**
 * How far a stream has come.
 *
 * @param epoch which history this is
 * @param version of its last event, 0 when it has none
 */
public record StreamHead(String epoch, long version) {}

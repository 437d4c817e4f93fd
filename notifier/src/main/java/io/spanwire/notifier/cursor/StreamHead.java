package io.spanwire.notifier.cursor;

/**
 * The last version of a stream.
 *
 * @param epoch identifies the history
 * @param version of its last event, 0 when it has none
 */
public record StreamHead(String epoch, long version) {}

package io.spanwire.bus.archive;

import io.spanwire.bus.message.EventText;
import java.time.Instant;

/**
 * An event of an archived page: everything that its row had, except stream and partition, which are the page's.
 *
 * @param at with the precision of PostgreSQL, microseconds
 */
public record ArchivedEvent(long version, long position, String type, Instant at, EventText text) {}

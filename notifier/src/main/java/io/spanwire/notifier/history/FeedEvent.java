package io.spanwire.notifier.history;

import io.spanwire.bus.message.EventText;
import io.spanwire.bus.message.StreamId;

/**
 * An event of a page of a feed.
 *
 * @param micros its time, in microseconds since 1970
 */
record FeedEvent(int partition, long position, long micros, StreamId stream, EventText text) {}

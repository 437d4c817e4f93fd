package io.spanwire.notifier.history;

import io.spanwire.bus.message.EventText;

/**
 * An event of a page of a feed.
 *
 * @param micros its time, in microseconds since 1970
 * @param stream its stream's name; parsed only where rules ask for it
 */
record FeedEvent(int partition, long position, long micros, String stream, EventText text) {}

package io.spanwire.notifier.http;

import io.vertx.core.buffer.Buffer;

/**
 * A serialized page.
 *
 * @param json {@code {"events":[…],"next":n,"head":n,"epoch":"…"}}, the events' texts byte for byte
 * @param next the {@code after} of the next page: the last version in this one, or the request's when it is empty
 * @param head the stream's newest version known when the page was built
 * @param epoch identifies the history
 * @param events the number of events
 */
public record EventPage(Buffer json, long next, long head, String epoch, int events) {}

package io.spanwire.notifier.http;

import io.vertx.core.buffer.Buffer;

/**
 * A serialized page of a feed.
 *
 * @param json {@code {"events":[…],"next":"token","head":"token"}}, the events' texts byte for byte
 * @param next the {@code after} of the next page
 * @param head the token of the newest events known when the page was built; equal to {@code next} when none follow
 */
public record FeedResult(Buffer json, String next, String head) {}

package io.spanwire.notifier.feed;

/**
 * A page, ready to send.
 *
 * @param json {@code {"events":[…],"next":n,"head":n,"epoch":"…"}}, the events' texts byte for byte
 * @param next what to pass as {@code after} for the page behind this one: the last version in here, or the request's when
 *     the page is empty
 * @param head the stream's newest version as of making the page
 * @param epoch which history this is
 * @param events how many there are
 * @param full whether it ended at a limit: its events never change and more can be behind them, so it may be kept for good
 *     under a URL that names the epoch
 */
public record EventPage(String json, long next, long head, String epoch, int events, boolean full) {}

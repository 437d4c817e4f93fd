package io.spanwire.acceptance.history;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One line of a recorded history. Every time is a reading of the recorder's one clock, in nanoseconds, taken before
 * something is sent and after something has arrived, so that no real-time order is claimed that did not hold.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "entry")
@JsonSubTypes({
    @JsonSubTypes.Type(value = HistoryEntry.Invoked.class, name = "invoked"),
    @JsonSubTypes.Type(value = HistoryEntry.AttemptEnded.class, name = "attempt-ended"),
    @JsonSubTypes.Type(value = HistoryEntry.Subscribed.class, name = "subscribed"),
    @JsonSubTypes.Type(value = HistoryEntry.Received.class, name = "received"),
    @JsonSubTypes.Type(value = HistoryEntry.CaughtUp.class, name = "caught-up"),
    @JsonSubTypes.Type(value = HistoryEntry.SubscriptionEnded.class, name = "subscription-ended"),
    @JsonSubTypes.Type(value = HistoryEntry.FeedStarted.class, name = "feed-started"),
    @JsonSubTypes.Type(value = HistoryEntry.FeedReceived.class, name = "feed-received"),
    @JsonSubTypes.Type(value = HistoryEntry.FeedToken.class, name = "feed-token"),
    @JsonSubTypes.Type(value = HistoryEntry.FeedEnded.class, name = "feed-ended"),
    @JsonSubTypes.Type(value = HistoryEntry.Read.class, name = "read")
})
public sealed interface HistoryEntry {
    /** Time of the entry, in nanoseconds of the recorder's clock. */
    long at();

    /**
     * A command is about to be sent for the first time. Further attempts with the same id belong to this entry.
     *
     * @param data the body as JSON text
     * @param expected the version that the stream must have; null if the client does not require one
     */
    record Invoked(
            long at, String actor, UUID command, String stream, String name, String data, @Nullable Long expected)
            implements HistoryEntry {}

    /** One attempt to send a command has ended. */
    record AttemptEnded(long at, UUID command, AttemptResult result) implements HistoryEntry {}

    /**
     * A subscription has started, for events with a version above {@code after}. A client that resumes starts a new
     * subscription.
     */
    record Subscribed(long at, String subscription, String stream, long after, String epoch) implements HistoryEntry {}

    /** A subscription has received an event, with its text byte for byte. */
    record Received(long at, String subscription, long version, String body) implements HistoryEntry {}

    /** A subscription has received the message that it has caught up, at this version. */
    record CaughtUp(long at, String subscription, long version) implements HistoryEntry {}

    /** A subscription has ended; later events are not required to arrive. */
    record SubscriptionEnded(long at, String subscription) implements HistoryEntry {}

    /** A follower of the feed of all streams has started, or resumed behind the last token that it received. */
    record FeedStarted(long at, String follower) implements HistoryEntry {}

    /** A follower has received an event, with its text byte for byte. */
    record FeedReceived(long at, String follower, String stream, long version, String body) implements HistoryEntry {}

    /** A follower has received the token of the place behind everything that it has received. */
    record FeedToken(long at, String follower) implements HistoryEntry {}

    /** A follower follows no more; later events are not required to arrive. */
    record FeedEnded(long at, String follower) implements HistoryEntry {}

    /** A query, sent at {@code sentAt}, has shown the stream at {@code version}. */
    record Read(long at, long sentAt, String stream, long version) implements HistoryEntry {}
}

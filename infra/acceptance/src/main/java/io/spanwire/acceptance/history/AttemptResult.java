package io.spanwire.acceptance.history;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** How an attempt to send a command ended, as far as the client can tell. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
@JsonSubTypes({
    @JsonSubTypes.Type(value = AttemptResult.Accepted.class, name = "accepted"),
    @JsonSubTypes.Type(value = AttemptResult.Rejected.class, name = "rejected"),
    @JsonSubTypes.Type(value = AttemptResult.Failed.class, name = "failed"),
    @JsonSubTypes.Type(value = AttemptResult.Refused.class, name = "refused"),
    @JsonSubTypes.Type(value = AttemptResult.Unknown.class, name = "unknown")
})
public sealed interface AttemptResult {
    /** Accepted, and the stream is at {@code version} after its {@code events} events. */
    record Accepted(long version, int events) implements AttemptResult {}

    /** Decided against: an outcome as final as an acceptance. */
    record Rejected(String code) implements AttemptResult {}

    /** Deciding it failed. This attempt changed nothing, and a later one may have an outcome. */
    record Failed(String code) implements AttemptResult {}

    /** Turned away at the door; under this id nothing was taken by this attempt. */
    record Refused(String code) implements AttemptResult {}

    /** A time-out, a lost connection, a 202, a 5xx: it may have happened, or may yet. Never "failed". */
    record Unknown(String why) implements AttemptResult {}

    /** Whether it says what became of the command. */
    default boolean settles() {
        return this instanceof Accepted || this instanceof Rejected;
    }
}

package io.spanwire.acceptance.history;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** How one attempt to send a command ended, as far as the client knows. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
@JsonSubTypes({
    @JsonSubTypes.Type(value = AttemptResult.Accepted.class, name = "accepted"),
    @JsonSubTypes.Type(value = AttemptResult.Rejected.class, name = "rejected"),
    @JsonSubTypes.Type(value = AttemptResult.Failed.class, name = "failed"),
    @JsonSubTypes.Type(value = AttemptResult.Refused.class, name = "refused"),
    @JsonSubTypes.Type(value = AttemptResult.Unknown.class, name = "unknown")
})
public sealed interface AttemptResult {
    /** The outcome "accepted": the stream is at {@code version} after the command's {@code events} events. */
    record Accepted(long version, int events) implements AttemptResult {}

    /** The outcome "rejected", as final as "accepted". */
    record Rejected(String code) implements AttemptResult {}

    /** The decision failed. This attempt changed nothing, and a later one may get an outcome. */
    record Failed(String code) implements AttemptResult {}

    /** The edge refused the request; this attempt wrote no command. */
    record Refused(String code) implements AttemptResult {}

    /** A timeout, a lost connection, a 202 or another 5xx: the command may have been decided, or may be later. */
    record Unknown(String reason) implements AttemptResult {}

    /** Whether the server has returned the command's outcome. */
    default boolean hasOutcome() {
        return this instanceof Accepted || this instanceof Rejected;
    }
}

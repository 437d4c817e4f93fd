package io.spanwire.notifier.socket;

/**
 * The close codes of {@code spanwire.v1}. After 4000 to 4099 the client must change something before it reconnects,
 * after 4100 to 4199 it may reconnect. The close reason is the name, followed by {@code spread=<seconds>} where that is
 * the advice; it always fits into the 123 bytes of a close frame.
 */
public enum CloseCode {
    GOING_AWAY(1001, "going-away", Advice.SPREAD, "This server is shutting down."),
    PROTOCOL_ERROR(1002, "protocol-error", Advice.STAY_AWAY, "A frame breaks the WebSocket protocol (RFC 6455)."),
    UNSUPPORTED_DATA(1003, "binary", Advice.STAY_AWAY, "Frames are JSON text."),
    NOT_UTF8(1007, "not-utf-8", Advice.STAY_AWAY, "A text frame is not UTF-8."),
    TOO_BIG(1009, "too-big", Advice.STAY_AWAY, "A frame is larger than this server accepts."),
    INTERNAL(1011, "internal", Advice.BACK_OFF, "Internal error."),
    RESTARTING(1012, "restarting", Advice.SPREAD, "This server is restarting."),
    BAD_FRAME(4000, "bad-frame", Advice.STAY_AWAY, "A frame is invalid: not JSON, too deep, no id or no known verb."),
    UNAUTHENTICATED(4001, "unauthenticated", Advice.STAY_AWAY, "The session ended; sign in again."),
    FORBIDDEN(4003, "forbidden", Advice.STAY_AWAY, "This caller may no longer read a subscribed stream."),
    LIMIT(
            4008,
            "limit",
            Advice.STAY_AWAY,
            "Too many connections of this caller, or too many frames that are no messages."),
    OVERLOADED(4100, "overloaded", Advice.BACK_OFF, "This server is overloaded."),
    HEARTBEAT_MISSED(4101, "heartbeat-missed", Advice.BACK_OFF, "The client did not answer a heartbeat."),
    UNAVAILABLE(4102, "unavailable", Advice.BACK_OFF, "History has been unavailable for too long.");

    /** The action of the client. */
    public enum Advice {
        /** Reconnect at a random moment within the given seconds, then with backoff. */
        SPREAD,
        /** Reconnect with backoff and jitter. */
        BACK_OFF,
        /** Do not reconnect unchanged. */
        STAY_AWAY
    }

    private final int code;
    private final String text;
    private final Advice advice;
    private final String meaning;

    CloseCode(int code, String text, Advice advice, String meaning) {
        this.code = code;
        this.text = text;
        this.advice = advice;
        this.meaning = meaning;
    }

    public int code() {
        return code;
    }

    /** The name in the close reason. */
    public String text() {
        return text;
    }

    public Advice advice() {
        return advice;
    }

    /** The explanation for documentation. */
    public String meaning() {
        return meaning;
    }

    /** The close frame's reason. */
    public String reason(long spreadSeconds) {
        return advice == Advice.SPREAD ? text + " spread=" + spreadSeconds : text;
    }
}

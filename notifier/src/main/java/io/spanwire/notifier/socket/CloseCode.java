package io.spanwire.notifier.socket;

/**
 * Why a socket is closed: the catalogue of {@code spanwire.v1}. 4000 to 4099 mean the client must change something before
 * it comes back, 4100 to 4199 that it may come back by itself. The close reason is the name, followed by
 * {@code spread=<seconds>} where that is the advice; it always fits a close frame's 123 bytes.
 */
public enum CloseCode {
    GOING_AWAY(1001, "going-away", Advice.SPREAD, "This server stops."),
    UNSUPPORTED_DATA(1003, "binary", Advice.STAY_AWAY, "Frames are JSON text."),
    TOO_BIG(1009, "too-big", Advice.STAY_AWAY, "A frame is larger than this server takes."),
    INTERNAL(1011, "internal", Advice.BACK_OFF, "Something went wrong here."),
    RESTARTING(1012, "restarting", Advice.SPREAD, "This server restarts."),
    BAD_FRAME(4000, "bad-frame", Advice.STAY_AWAY, "A frame cannot be read: not JSON, too deep, no id, no known verb."),
    UNAUTHENTICATED(4001, "unauthenticated", Advice.STAY_AWAY, "The session ended; sign in again."),
    FORBIDDEN(4003, "forbidden", Advice.STAY_AWAY, "This caller may no longer read what it follows."),
    LIMIT(4008, "limit", Advice.STAY_AWAY, "Too many connections of this caller."),
    OVERLOADED(4100, "overloaded", Advice.BACK_OFF, "This server has too much to do."),
    HEARTBEAT_MISSED(4101, "heartbeat-missed", Advice.BACK_OFF, "No frame came in answer to a heartbeat."),
    UNAVAILABLE(4102, "unavailable", Advice.BACK_OFF, "History could not be read for long.");

    /** What the client does about it. */
    public enum Advice {
        /** Come back within the seconds given, at a random moment, then with backoff. */
        SPREAD,
        /** Come back with backoff and jitter. */
        BACK_OFF,
        /** Do not come back unchanged. */
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

    /** The name that travels. */
    public String text() {
        return text;
    }

    public Advice advice() {
        return advice;
    }

    /** For people, in documentation. */
    public String meaning() {
        return meaning;
    }

    /** The close frame's reason. */
    public String reason(long spreadSeconds) {
        return advice == Advice.SPREAD ? text + " spread=" + spreadSeconds : text;
    }
}

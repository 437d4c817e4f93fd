package io.spanwire.bus.message;

import java.util.ArrayList;
import java.util.List;

/** The catalogue of problems that Spanwire reports; domains add their own rejections (409). */
public final class Problems {
    private static final List<Problem> ALL = new ArrayList<>();

    public static final Problem MALFORMED =
            of("malformed", 400, "Malformed request", "The request is not well-formed.");
    public static final Problem INVALID =
            of("invalid", 400, "The data does not match its schema", "See errors for each place that does not match.");
    public static final Problem UNAUTHENTICATED = of(
            "unauthenticated",
            401,
            "Sign in first",
            "Sign in, as GET /api/session/methods says, or send a bearer token.");
    public static final Problem FORBIDDEN =
            of("forbidden", 403, "Not allowed", "You are signed in, but not allowed to do this.");
    public static final Problem CSRF = of(
            "csrf",
            403,
            "The CSRF token is missing or wrong",
            "Send the csrf value of GET /api/session as X-CSRF-Token with every unsafe request.");
    public static final Problem HTTPS_REQUIRED = of(
            "https-required",
            403,
            "Only over HTTPS",
            "Send it to the https address. A token that was sent without TLS should be replaced.");
    public static final Problem NOT_FOUND =
            of("not-found", 404, "Not found", "There is no such page, view or resource.");
    public static final Problem UNKNOWN_STREAM_TYPE =
            of("unknown-stream-type", 404, "Unknown stream type", "No domain of this server has this stream type.");
    public static final Problem UNKNOWN_COMMAND =
            of("unknown-command", 404, "Unknown command", "This stream type has no such command; see /openapi.json.");
    public static final Problem BEYOND_HEAD = of(
            "beyond-head", 404, "The stream has no such version yet", "The stream has fewer events than this version.");
    public static final Problem METHOD_NOT_ALLOWED =
            of("method-not-allowed", 405, "Method not allowed", "The Allow header lists the methods of this address.");
    public static final Problem NOT_ACCEPTABLE =
            of("not-acceptable", 406, "Not acceptable", "See /openapi.json for the media types of this address.");
    public static final Problem OTHER_EPOCH = of(
            "other-epoch",
            409,
            "Another history",
            "The events you have seen belong to another history of this server. Discard them and read again from 0.");
    public static final Problem ALREADY_SUBSCRIBED = of(
            "already-subscribed",
            409,
            "Already subscribed",
            "This socket is subscribed to that stream. Unsubscribe first to start at another version.");
    public static final Problem UNSUBSCRIBED =
            of("unsubscribed", 409, "Unsubscribed", "The stream was unsubscribed before its subscription started.");
    public static final Problem DROPPED = of(
            "dropped",
            409,
            "The command was dropped",
            "It failed, its stream was parked, and an operator dropped it. It changed nothing.");
    public static final Problem QUEUE_FULL = of(
            "queue-full",
            409,
            "Too many commands are waiting",
            "A command of this stream failed, and the maximum number of commands is already waiting behind it for an"
                    + " operator. This one was not accepted; send it again with a new key when the stream continues.");
    public static final Problem STREAM_CLOSED = of(
            "stream-closed",
            409,
            "The stream is closed",
            "An operator has closed this stream. It takes no more commands.");
    public static final Problem STALE_VERSION = of(
            "stale-version", 412, "The stream has another version", "The stream is not at the version you expected.");
    public static final Problem TOO_LARGE =
            of("too-large", 413, "Too large", "The request is larger than this server accepts.");
    public static final Problem UNSUPPORTED_MEDIA_TYPE =
            of("unsupported-media-type", 415, "Unsupported media type", "Send application/json.");
    public static final Problem KEY_REUSED = of(
            "key-reused",
            422,
            "The idempotency key was used for another request",
            "This Idempotency-Key already belongs to a command with another body, stream, expected version or caller.");
    public static final Problem TOO_MANY_REQUESTS =
            of("too-many-requests", 429, "Too many requests", "Try again after the time in Retry-After.");
    public static final Problem INTERNAL = of(
            "internal", 500, "Internal error", "The server's log has the details under the instance of this problem.");
    public static final Problem UNDECIDABLE = of(
            "undecidable",
            500,
            "The command could not be decided",
            "The server failed to decide this command. It changed nothing. Send it again with the same key to have it"
                    + " decided again.");
    public static final Problem BEING_BUILT = of(
            "being-built",
            503,
            "The read model is being built",
            "Its tables are filled from the events for the first time. Try again after the time in Retry-After.");
    public static final Problem UNAVAILABLE = of(
            "unavailable",
            503,
            "Not available right now",
            "Try again after the time in Retry-After; nothing was lost.");
    public static final Problem HISTORY_TOO_LONG = of(
            "history-too-long",
            503,
            "Folding the history takes too long",
            "This version of the stream could not be folded from its events in the time that a request may take.");
    public static final Problem UNREADABLE_HISTORY = of(
            "unreadable-history",
            503,
            "The history of the stream cannot be read",
            "The domains of this server cannot read an event of this stream. Newer ones may.");

    private Problems() {}

    /** All problems, ordered by status. */
    public static List<Problem> all() {
        return List.copyOf(ALL);
    }

    private static Problem of(String code, int status, String title, String detail) {
        Problem problem = Problem.of(code, status, title, detail);
        ALL.add(problem);
        return problem;
    }
}

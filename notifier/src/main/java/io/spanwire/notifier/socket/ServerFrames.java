package io.spanwire.notifier.socket;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spanwire.bus.json.Json;
import io.spanwire.bus.json.ProblemJson;
import io.spanwire.bus.message.FeedName;
import io.spanwire.bus.message.FeedToken;
import io.spanwire.bus.message.Outcome;
import io.spanwire.bus.message.Problem;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import io.spanwire.bus.message.StreamId;
import io.spanwire.notifier.cursor.StreamHead;
import io.spanwire.notifier.port.CommandReceipt;
import java.time.Instant;

/** Formats server frames. Stream names and epochs need no escaping in JSON. */
final class ServerFrames {
    static final String HEARTBEAT = "{}";
    private static final String STREAM = "stream";

    private ServerFrames() {}

    static String caughtUp(StreamId stream, long version) {
        return "{\"caught-up\":{\"stream\":\"" + stream + "\",\"version\":" + version + "}}";
    }

    static String subscribed(long id, StreamId stream, StreamHead head) {
        ObjectNode body = Json.mapper().createObjectNode();
        body.put(STREAM, stream.toString()).put("head", head.version()).put("epoch", head.epoch());
        return reply(id, "subscribed", body);
    }

    static String caughtUp(FeedName feed, FeedToken token) {
        return "{\"caught-up\":{\"stream\":\"" + feed + "\",\"token\":\"" + token.text() + "\"}}";
    }

    /** Everything up to the token has been sent. */
    static String checkpoint(FeedName feed, FeedToken token) {
        return "{\"checkpoint\":{\"stream\":\"" + feed + "\",\"token\":\"" + token.text() + "\"}}";
    }

    static String subscribed(long id, FeedName feed, FeedToken token) {
        ObjectNode body = Json.mapper().createObjectNode();
        body.put(STREAM, feed.toString()).put("token", token.text());
        return reply(id, "subscribed", body);
    }

    static String otherEpoch(long id, StreamHead head) {
        ObjectNode body = ProblemJson.write(Problems.OTHER_EPOCH);
        body.put("epoch", head.epoch()).put("head", head.version());
        return reply(id, "problem", body);
    }

    static String unsubscribed(long id, String name) {
        return reply(id, "unsubscribed", Json.mapper().createObjectNode().put(STREAM, name));
    }

    /** The subscription was ended by the server. */
    static String ended(String name, Problem problem) {
        ObjectNode frame = Json.mapper().createObjectNode();
        frame.putObject("ended").put(STREAM, name).set("problem", ProblemJson.write(problem));
        return frame.toString();
    }

    static String refreshed(long id, Instant expires) {
        ObjectNode body = Json.mapper().createObjectNode();
        if (expires.isBefore(Instant.MAX)) {
            body.put("expires", expires.toString());
        }
        return reply(id, "refreshed", body);
    }

    static String problem(long id, Problem problem) {
        return reply(id, "problem", ProblemJson.write(problem));
    }

    /** A refusal at a rate, with the seconds to wait. */
    static String tooFast(long id, String what, long seconds) {
        return problem(id, Problems.TOO_MANY_REQUESTS.because("Too many " + what + " of one address."), seconds);
    }

    /** A failure as the problem that clients receive, with the seconds to wait if they are known. */
    static String failure(long id, Throwable cause) {
        long seconds = cause instanceof ProblemException known ? known.retryAfter() : 0;
        return problem(id, FrameProblems.problem(cause), seconds);
    }

    private static String problem(long id, Problem problem, long seconds) {
        ObjectNode body = ProblemJson.write(problem);
        if (seconds > 0) {
            body.put("retryAfter", seconds);
        }
        return reply(id, "problem", body);
    }

    static String receipt(long id, CommandReceipt receipt) {
        if (receipt instanceof CommandReceipt.Decided decided) {
            return outcome(id, decided.outcome());
        }
        CommandReceipt.Pending pending = (CommandReceipt.Pending) receipt;
        return reply(
                id,
                "pending",
                Json.mapper()
                        .createObjectNode()
                        .put("command", pending.command().toString()));
    }

    private static String outcome(long id, Outcome outcome) {
        if (outcome instanceof Outcome.Unsuccessful other) {
            return problem(id, other.problem());
        }
        Outcome.Accepted accepted = (Outcome.Accepted) outcome;
        ObjectNode body = Json.mapper().createObjectNode();
        body.put("stream", accepted.stream().toString())
                .put("version", accepted.version())
                .put("events", accepted.events());
        return reply(id, "accepted", body);
    }

    private static String reply(long id, String kind, ObjectNode body) {
        ObjectNode frame = Json.mapper().createObjectNode().put("id", id);
        frame.set(kind, body);
        return frame.toString();
    }
}

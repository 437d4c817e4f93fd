package io.spanwire.projections.exportfile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spanwire.bus.json.Json;
import io.spanwire.bus.json.ProblemJson;
import io.spanwire.bus.message.Outcome;
import io.spanwire.bus.message.Problem;
import io.spanwire.bus.message.StreamId;
import java.time.Instant;
import java.util.UUID;

/**
 * A command's stored outcome: what a repeated request with its id is answered, and is compared with.
 *
 * @param name of the command
 * @param at the command's time
 */
public record ExportedOutcome(Outcome outcome, String name, Instant at) {
    static final String KIND = "outcome";
    private static final String ACCEPTED = "accepted";
    private static final String REJECTED = "rejected";
    private static final String PROBLEM = "problem";

    /** The number of the command's events. */
    public int events() {
        return outcome instanceof Outcome.Accepted accepted ? accepted.events() : 0;
    }

    /** The version of its last event, or of the stream when it has none; 0 when it was rejected. */
    public long lastVersion() {
        return outcome instanceof Outcome.Accepted accepted ? accepted.version() : 0;
    }

    String json() {
        ObjectNode json = Json.mapper().createObjectNode();
        json.put(KIND, outcome instanceof Outcome.Accepted ? ACCEPTED : REJECTED);
        json.put("command", outcome.command().toString());
        json.put("stream", outcome.stream().toString());
        json.put("name", name);
        json.put("at", at.toString());
        json.put("actor", outcome.actor());
        json.put("fingerprint", outcome.fingerprint());
        if (outcome instanceof Outcome.Accepted accepted) {
            json.put("version", accepted.version());
            json.put("events", accepted.events());
        } else if (outcome instanceof Outcome.Unsuccessful other) {
            json.set(PROBLEM, ProblemJson.write(other.problem()));
        }
        return json.toString();
    }

    static ExportedOutcome read(JsonNode json) {
        LineFields fields = new LineFields(json);
        return new ExportedOutcome(outcome(json, fields), fields.text("name"), fields.time("at"));
    }

    private static Outcome outcome(JsonNode json, LineFields fields) {
        UUID command = fields.uuid("command");
        StreamId stream = fields.stream("stream");
        String fingerprint = fields.text("fingerprint");
        String actor = fields.text("actor");
        return switch (fields.text(KIND)) {
            case ACCEPTED ->
                new Outcome.Accepted(
                        command, stream, fingerprint, actor, fields.number("version"), fields.count("events"));
            case REJECTED -> new Outcome.Rejected(command, stream, fingerprint, actor, problem(json.path(PROBLEM)));
            default -> throw new IllegalArgumentException("\"outcome\" must be accepted or rejected");
        };
    }

    private static Problem problem(JsonNode json) {
        try {
            return ProblemJson.read(json);
        } catch (RuntimeException other) {
            throw new IllegalArgumentException("\"problem\" must be a problem as in RFC 9457", other);
        }
    }
}

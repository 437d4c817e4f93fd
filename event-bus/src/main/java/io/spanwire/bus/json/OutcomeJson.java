package io.spanwire.bus.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spanwire.bus.message.Outcome;
import io.spanwire.bus.message.Outcome.Accepted;
import io.spanwire.bus.message.Outcome.Failed;
import io.spanwire.bus.message.Outcome.Rejected;
import io.spanwire.bus.message.Outcome.Unsuccessful;
import io.spanwire.bus.message.Problem;
import io.spanwire.bus.message.StreamId;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** An outcome as JSON: for people and programs outside, and as the value of a Kafka record between edge and worker. */
public final class OutcomeJson {
    private static final String FAILED = "failed";

    private OutcomeJson() {}

    /** What the API answers: {@code {command, outcome, stream, version, events}} or with {@code problem}. */
    public static ObjectNode write(Outcome outcome) {
        ObjectNode json = Json.mapper().createObjectNode();
        json.put("command", outcome.command().toString());
        json.put("outcome", outcome instanceof Accepted ? "accepted" : outcome.isFinal() ? "rejected" : FAILED);
        json.put("stream", outcome.stream().toString());
        if (outcome instanceof Accepted accepted) {
            json.put("version", accepted.version());
            json.put("events", accepted.events());
        } else if (outcome instanceof Unsuccessful other) {
            json.set("problem", ProblemJson.write(other.problem()));
        }
        return json;
    }

    /** The value of a Kafka record, UTF-8: as {@link #write}, with fingerprint and actor. */
    public static byte[] encode(Outcome outcome) {
        ObjectNode json = write(outcome);
        json.put("fingerprint", outcome.fingerprint());
        json.put("actor", outcome.actor());
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Reads what {@link #encode} wrote. */
    public static Outcome decode(byte[] value) {
        JsonNode json = Json.reread(value);
        UUID command = UUID.fromString(json.path("command").asText());
        StreamId stream = StreamId.parse(json.path("stream").asText());
        String fingerprint = json.path("fingerprint").asText();
        String actor = json.path("actor").asText();
        if (json.path("outcome").asText().equals("accepted")) {
            return new Accepted(
                    command,
                    stream,
                    fingerprint,
                    actor,
                    json.path("version").asLong(),
                    json.path("events").asInt());
        }
        Problem problem = ProblemJson.read(json.path("problem"));
        return json.path("outcome").asText().equals(FAILED)
                ? new Failed(command, stream, fingerprint, actor, problem)
                : new Rejected(command, stream, fingerprint, actor, problem);
    }
}

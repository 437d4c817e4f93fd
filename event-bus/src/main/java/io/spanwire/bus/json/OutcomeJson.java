package io.spanwire.bus.json;

import com.fasterxml.jackson.databind.JsonNode;
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
    private static final String ACCEPTED = "accepted";
    private static final String FAILED = "failed";

    private OutcomeJson() {}

    /** What the API answers: {@code {command, outcome, stream, version, events}} or with {@code problem}. */
    public static String write(Outcome outcome) {
        return properties(outcome).append('}').toString();
    }

    /** The value of a Kafka record, UTF-8: as {@link #write}, with fingerprint and actor. */
    public static byte[] encode(Outcome outcome) {
        StringBuilder text = properties(outcome).append(",\"fingerprint\":");
        JsonText.quote(outcome.fingerprint(), text);
        text.append(",\"actor\":");
        JsonText.quote(outcome.actor(), text);
        return text.append('}').toString().getBytes(StandardCharsets.UTF_8);
    }

    /** All properties for the API. Only problems need escaping. */
    private static StringBuilder properties(Outcome outcome) {
        StringBuilder text = new StringBuilder(256);
        text.append("{\"command\":\"").append(outcome.command());
        text.append("\",\"outcome\":\"")
                .append(outcome instanceof Accepted ? ACCEPTED : outcome.isFinal() ? "rejected" : FAILED);
        text.append("\",\"stream\":\"").append(outcome.stream().type());
        text.append('/').append(outcome.stream().key()).append('"');
        if (outcome instanceof Accepted accepted) {
            text.append(",\"version\":").append(accepted.version());
            text.append(",\"events\":").append(accepted.events());
        } else if (outcome instanceof Unsuccessful other) {
            text.append(",\"problem\":").append(ProblemJson.write(other.problem()));
        }
        return text;
    }

    /** Reads what {@link #encode} wrote. */
    public static Outcome decode(byte[] value) {
        JsonNode json = Json.reread(value);
        UUID command = UUID.fromString(json.path("command").asText());
        StreamId stream = StreamId.parse(json.path("stream").asText());
        String fingerprint = json.path("fingerprint").asText();
        String actor = json.path("actor").asText();
        if (json.path("outcome").asText().equals(ACCEPTED)) {
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

package io.spanwire.bus.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spanwire.bus.message.Problem;
import java.util.ArrayList;
import java.util.List;

/** A problem as RFC 9457 JSON: {@code type}, {@code title}, {@code status}, {@code detail} and, if any, {@code errors}. */
public final class ProblemJson {
    private ProblemJson() {}

    public static ObjectNode write(Problem problem) {
        ObjectNode json = Json.mapper().createObjectNode();
        json.put("type", problem.type());
        json.put("title", problem.title());
        json.put("status", problem.status());
        json.put("detail", problem.detail());
        if (!problem.errors().isEmpty()) {
            json.set("errors", Json.mapper().valueToTree(problem.errors()));
        }
        return json;
    }

    /** Parses the result of {@link #write}. */
    public static Problem read(JsonNode json) {
        List<Problem.Pointer> errors = new ArrayList<>();
        for (JsonNode error : json.path("errors")) {
            errors.add(new Problem.Pointer(
                    error.path("pointer").asText(), error.path("detail").asText()));
        }
        return new Problem(
                json.path("type").asText().substring("/problems/".length()),
                json.path("status").asInt(),
                json.path("title").asText(),
                json.path("detail").asText(),
                errors);
    }
}

package io.spanwire.launcher.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** A request that brought no good answer: a problem (RFC 9457) of the server, or no server. */
final class RequestFailed extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final boolean worthRetrying;

    RequestFailed(int status, String message, boolean worthRetrying, @Nullable Throwable cause) {
        super(message, cause);
        this.status = status;
        this.worthRetrying = worthRetrying;
    }

    static RequestFailed unreachable(URI server, Exception cause) {
        String why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return new RequestFailed(0, server + " does not answer: " + why, true, cause);
    }

    static RequestFailed refused(int status, String body) {
        boolean passing = status == 408 || status == 429 || status >= 500;
        return new RequestFailed(status, describe(status, body), passing, null);
    }

    /** One line: title, detail, type and where in the data each fault is. */
    private static String describe(int status, String body) {
        try {
            JsonNode problem = new ObjectMapper().readTree(body);
            StringBuilder line = new StringBuilder("refused: ").append(status);
            append(line, " ", problem.path("title"));
            append(line, ": ", problem.path("detail"));
            append(line, " ", problem.path("type"));
            for (JsonNode fault : problem.path("errors")) {
                append(line, "; ", fault.path("pointer"));
                append(line, " ", fault.path("detail"));
            }
            return line.toString();
        } catch (JsonProcessingException e) {
            return "refused: " + status;
        }
    }

    private static void append(StringBuilder line, String before, JsonNode text) {
        if (text.isTextual() && !text.textValue().isEmpty()) {
            line.append(before).append(text.textValue());
        }
    }

    int status() {
        return status;
    }

    boolean isWorthRetrying() {
        return worthRetrying;
    }
}

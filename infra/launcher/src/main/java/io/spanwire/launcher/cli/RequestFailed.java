package io.spanwire.launcher.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** A failed request: the server answered with a problem (RFC 9457) or could not be reached. */
final class RequestFailed extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final boolean retryable;

    RequestFailed(int status, String message, boolean retryable, @Nullable Throwable cause) {
        super(message, cause);
        this.status = status;
        this.retryable = retryable;
    }

    static RequestFailed unreachable(URI server, Exception cause) {
        String reason = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return new RequestFailed(0, server + " does not answer: " + reason, true, cause);
    }

    static RequestFailed refused(int status, String body) {
        boolean retryable = status == 408 || status == 429 || status >= 500;
        return new RequestFailed(status, describe(status, body), retryable, null);
    }

    /** One line: title, detail, type, and the location of each error in the data. */
    private static String describe(int status, String body) {
        try {
            JsonNode problem = new ObjectMapper().readTree(body);
            StringBuilder line = new StringBuilder("refused: ").append(status);
            append(line, " ", problem.path("title"));
            append(line, ": ", problem.path("detail"));
            append(line, " ", problem.path("type"));
            for (JsonNode error : problem.path("errors")) {
                append(line, "; ", error.path("pointer"));
                append(line, " ", error.path("detail"));
            }
            return line.toString();
        } catch (JsonProcessingException e) {
            return "refused: " + status;
        }
    }

    private static void append(StringBuilder line, String separator, JsonNode text) {
        if (text.isTextual() && !text.textValue().isEmpty()) {
            line.append(separator).append(text.textValue());
        }
    }

    int status() {
        return status;
    }

    boolean isRetryable() {
        return retryable;
    }
}

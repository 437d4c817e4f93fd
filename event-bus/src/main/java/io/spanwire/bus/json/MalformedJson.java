package io.spanwire.bus.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;

/** Text that is not JSON as Spanwire accepts it. The message is safe to show: it gives the position, never the text. */
public final class MalformedJson extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedJson(String message) {
        super(message);
    }

    MalformedJson(Exception cause) {
        super(describe(cause), cause);
    }

    private static String describe(Exception cause) {
        if (cause instanceof JsonProcessingException json && json.getLocation() != null) {
            JsonLocation at = json.getLocation();
            return "Not well-formed JSON at line " + at.getLineNr() + ", column " + at.getColumnNr() + ".";
        }
        return "Not well-formed JSON.";
    }
}

package io.spanwire.edge.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spanwire.bus.json.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** One line of the audit log: a JSON object whose texts are cut to 256 characters. Not thread-safe. */
public final class AuditLine {
    private static final int MAX_TEXT = 256;

    private final ObjectNode json;

    private AuditLine(ObjectNode json) {
        this.json = json;
    }

    /**
     * @param subject whose act it is; empty if that is not known
     * @param detail how, why or what, in words of this program
     */
    public static AuditLine of(Instant time, AuditEvent event, String subject, String detail) {
        return at(time, event.text()).with("subject", subject).with("detail", detail);
    }

    static AuditLine suppressed(Instant time, long lines) {
        AuditLine line = at(time, "suppressed");
        line.json.put("lines", lines);
        return line;
    }

    private static AuditLine at(Instant time, String event) {
        return new AuditLine(Json.mapper()
                .createObjectNode()
                .put("time", time.truncatedTo(ChronoUnit.MILLIS).toString())
                .put("event", event));
    }

    public AuditLine with(String name, String text) {
        json.put(name, cut(text));
        return this;
    }

    public AuditLine with(String name, Map<String, String> texts) {
        ObjectNode object = json.putObject(name);
        texts.forEach((key, text) -> object.put(key, cut(text)));
        return this;
    }

    /** The line, without the line break at its end. */
    public String text() {
        return json.toString();
    }

    private static String cut(String text) {
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + '…';
    }
}

package io.spanwire.edge.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.spanwire.bus.json.Json;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuditLogTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00.123Z");

    private final List<String> lines = new ArrayList<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private Instant now = NOON;
    private final InstantSource source = () -> now;
    private final AuditLog audit = new AuditLog(meters, source.withZone(ZoneOffset.UTC), lines::add);

    @Test
    void eventIsOneLineOfJson() {
        audit.record(AuditEvent.FORBIDDEN, "eve\r\n{\"event\":\"sign-in\"}", "read chat/plans");

        assertThat(lines).singleElement().asString().doesNotContain("\r", "\n");
        JsonNode line = Json.parse(lines.get(0));
        assertThat(line.path("time").asText()).isEqualTo("2026-11-22T12:00:00.123Z");
        assertThat(line.path("event").asText()).isEqualTo("forbidden");
        assertThat(line.path("subject").asText()).startsWith("eve\r\n");
        assertThat(line.path("detail").asText()).isEqualTo("read chat/plans");
    }

    @Test
    void longTextsAreCut() {
        audit.record(AuditEvent.FORBIDDEN, "x".repeat(10_000), "y");

        assertThat(lines.get(0)).hasSizeLessThan(500);
    }

    @Test
    void floodIsCountedAndNotWritten() {
        for (int i = 0; i < AuditLog.MAX_PER_SECOND + 50; i++) {
            audit.record(AuditEvent.UNAUTHENTICATED, "", "");
        }
        assertThat(lines).hasSize(AuditLog.MAX_PER_SECOND);

        now = NOON.plusSeconds(1);
        audit.record(AuditEvent.SIGN_OUT, "ann", "");

        assertThat(lines).hasSize(AuditLog.MAX_PER_SECOND + 2);
        assertThat(lines.get(AuditLog.MAX_PER_SECOND)).contains("\"suppressed\"", "\"lines\":50");
        assertThat(meters.counter("spanwire.audit.events", "event", "unauthenticated")
                        .count())
                .isEqualTo(150);
    }
}

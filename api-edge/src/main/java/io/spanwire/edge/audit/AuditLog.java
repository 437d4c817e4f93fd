package io.spanwire.edge.audit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.spanwire.edge.budget.ClientConnection;
import io.spanwire.edge.budget.Limit;
import io.spanwire.edge.http.TraceParent;
import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one line of JSON for each event, to the logger {@value #LOGGER}: time, event, subject, client address, method and
 * path (no query string, no header, no body), and the trace of the request. Never a token or a payload. At most 100 lines a
 * second; what is beyond is counted, and one line says how many there were. Thread-safe.
 */
public final class AuditLog {
    public static final String LOGGER = "io.spanwire.audit";

    static final int MAX_PER_SECOND = 100;
    private static final Logger LOG = LoggerFactory.getLogger(LOGGER);

    private final Map<AuditEvent, Counter> counters = new EnumMap<>(AuditEvent.class);
    private final Clock clock;
    private final Consumer<String> lines;
    private long second;
    private int written;
    private long suppressed;

    public AuditLog(MeterRegistry meters, Clock clock) {
        this(meters, clock, LOG::info);
    }

    AuditLog(MeterRegistry meters, Clock clock, Consumer<String> lines) {
        this.clock = clock;
        this.lines = lines;
        for (AuditEvent event : AuditEvent.ofServers()) {
            counters.put(
                    event,
                    Counter.builder("spanwire.audit.events")
                            .description("Sign-ins, refusals and ended sessions")
                            .tag("event", event.text())
                            .register(meters));
        }
    }

    /**
     * Records what a request did or was refused.
     *
     * @param subject of the caller; empty if it is not known
     * @param detail how or why, in words of this server
     */
    public void record(AuditEvent event, HttpServerRequest request, String subject, String detail) {
        write(event, subject, detail, Optional.of(request));
    }

    /** Records what was done or refused without a request at hand, such as a frame of a socket. */
    public void record(AuditEvent event, String subject, String detail) {
        write(event, subject, detail, Optional.empty());
    }

    /** Records that a limit of a client address refused something, at most once a minute for each address and limit. */
    public void refused(String address, Limit limit) {
        write(AuditEvent.TOO_MANY, address, limit.text() + " of one address", Optional.empty());
    }

    private void write(AuditEvent event, String subject, String detail, Optional<HttpServerRequest> request) {
        Objects.requireNonNull(counters.get(event)).increment();
        if (!mayWrite()) {
            return;
        }
        AuditLine line = AuditLine.of(clock.instant(), event, subject, detail);
        request.ifPresent(known -> addTo(line, known));
        lines.accept(line.text());
    }

    private static void addTo(AuditLine line, HttpServerRequest request) {
        line.with("address", ClientConnection.budget(request).network())
                .with("method", request.method().name())
                .with("path", Objects.requireNonNullElse(request.path(), ""));
        String trace = TraceParent.of(request);
        if (!trace.isEmpty()) {
            line.with("trace", trace);
        }
    }

    /** A flood of refusals must not fill the disk. */
    private synchronized boolean mayWrite() {
        long now = clock.instant().getEpochSecond();
        if (now != second) {
            second = now;
            written = 0;
            if (suppressed > 0) {
                lines.accept(AuditLine.suppressed(clock.instant(), suppressed).text());
                suppressed = 0;
            }
        }
        if (written < MAX_PER_SECOND) {
            written++;
            return true;
        }
        suppressed++;
        return false;
    }
}

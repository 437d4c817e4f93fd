package io.spanwire.testing;

import io.spanwire.bus.domain.Domain;
import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.domain.RecordedEvent;
import io.spanwire.bus.domain.StreamType;
import io.spanwire.launcher.Spanwire;
import io.spanwire.launcher.platform.CloseStack;
import io.spanwire.launcher.settings.SettingsReader;
import io.spanwire.launcher.start.ProgressListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A whole Spanwire in the JVM of the tests: broker, database and HTTPS server on free ports, data in a temporary folder.
 * Commands and queries go through the edge, with its authentication, access rules and validation. Thread-safe; every call
 * blocks until it is answered.
 */
public final class SpanwireServer implements AutoCloseable {
    private final CloseStack parts;
    private final Domains domains;
    private final EdgeClient client;
    private final TestTime time;
    private final TestReader observer;

    private SpanwireServer(CloseStack parts, Domains domains, EdgeClient client, TestTime time) {
        this.parts = parts;
        this.domains = domains;
        this.client = client;
        this.time = time;
        this.observer = new TestReader(domains, client, ObservedDomain.OBSERVER, List.of());
    }

    /** Starts a server with these domains, outside of JUnit; takes seconds. */
    public static SpanwireServer start(Domain... domains) {
        return start(List.of(domains));
    }

    static SpanwireServer start(List<Domain> domains) {
        QuietLogs.configure();
        CloseStack parts = new CloseStack();
        TestFolder.closeAtExit(parts);
        try {
            TestFolder folder = parts.add(TestFolder.create());
            PostgresPrograms.shareWith(folder.path().resolve("data"));
            TestIssuer issuer = new TestIssuer(folder.path());
            TestClock clock = new TestClock();
            List<Domain> observed =
                    domains.stream().<Domain>map(ObservedDomain::new).toList();
            Spanwire spanwire = parts.add(Spanwire.start(
                    SettingsReader.embedded(settings(folder, issuer)), clock, ProgressListener.SILENT, observed));
            EdgeClient client = new EdgeClient(spanwire.address(), spanwire.certificate(), issuer, clock);
            return new SpanwireServer(parts, Domains.of(domains), client, new TestTime(clock));
        } catch (IOException e) {
            parts.close();
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    private static Map<String, String> settings(TestFolder folder, TestIssuer issuer) {
        Map<String, String> settings = new HashMap<>(issuer.settings());
        settings.put("data", folder.path().resolve("data").toString());
        settings.put("port", "0");
        for (String rate :
                List.of("rate.commands", "rate.reads", "rate.reads-per-address", "rate.commands-per-address")) {
            settings.put(rate, "1000000");
        }
        return settings;
    }

    /** A caller with this subject, which is also its name, and these roles. */
    public TestCaller as(String subject, String... roles) {
        return new TestCaller(domains, client, subject, List.of(roles));
    }

    /** A stream of this type that no other test has: {@code auction/9b2…}. */
    public String stream(String type) {
        StreamType<?> known =
                domains.streamType(type).orElseThrow(() -> new AssertionError("No domain has the stream type " + type));
        return known.name() + '/' + UUID.randomUUID();
    }

    /** The records of the events of a stream, in order, among them those of every command that was accepted before. */
    public List<Object> events(String stream) {
        return recorded(stream).stream().<Object>map(RecordedEvent::data).toList();
    }

    /** The same with version, time, actor and cause. */
    public List<RecordedEvent<?>> recorded(String stream) {
        return observer.recorded(stream);
    }

    /**
     * Waits for an event of this record, such as one that a timer or a reaction brings about; at most 30 seconds.
     *
     * @return the first
     */
    public <E> RecordedEvent<E> awaitEvent(String stream, Class<E> event) {
        return observer.await(stream, event);
    }

    /** The server's time, which a test may move forward. */
    public TestTime time() {
        return time;
    }

    /** The server's address, for other clients; its certificate is in {@link #certificate()}. */
    public URI address() {
        return client.address();
    }

    /** The PEM file of the server's certificate. */
    public Path certificate() {
        return client.certificate();
    }

    /** A bearer token of this caller, for other clients. */
    public String token(String subject, String... roles) {
        return client.token(subject, List.of(roles));
    }

    @Override
    public void close() {
        parts.close();
    }
}

package io.spanwire.edge;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.handover.Handover;
import io.spanwire.bus.kafka.KafkaClients;
import io.spanwire.bus.kafka.KafkaSettings;
import io.spanwire.bus.webhook.WebhookRules;
import io.spanwire.edge.command.OutcomeWaiters;
import io.spanwire.edge.http.CoarseTimer;
import io.spanwire.edge.security.GuestSignIn;
import io.spanwire.edge.security.RateLimit;
import io.spanwire.edge.security.SessionKey;
import io.spanwire.edge.security.SessionKeys;
import io.spanwire.edge.server.GuardedTransport;
import io.spanwire.edge.webhook.MemoryWebhooks;
import io.vertx.core.Vertx;
import io.vertx.core.net.SelfSignedCertificate;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;

/** An HTTP frontend on real ports, over a fake lane, fake views and a fake notifier. */
final class TestEdge implements AutoCloseable {
    static final SessionKey KEY =
            new SessionKey("a key of exactly thirty-two bytes".getBytes(java.nio.charset.StandardCharsets.UTF_8));

    private static final SelfSignedCertificate CERTIFICATE = SelfSignedCertificate.create("localhost");

    static {
        Awaitility.setDefaultTimeout(TestBrowser.TIMEOUT);
    }

    private final Vertx vertx = GuardedTransport.vertx();
    private final Pool unused;
    private final CoarseTimer timer = new CoarseTimer();
    private final OutcomeWaiters waiters = new OutcomeWaiters(100, timer);
    final FakeLane lane = new FakeLane(waiters);
    final FakeViews views = new FakeViews(lane);
    final FakeStates states = new FakeStates();
    final FakeSessions sessions;
    final MemoryWebhooks webhooks = new MemoryWebhooks();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final FakeDelivery delivery = new FakeDelivery();
    final HttpFrontend frontend;

    TestEdge() {
        this(settings -> settings);
    }

    TestEdge(UnaryOperator<EdgeSettings> change) {
        this(change, new FakeSessions());
    }

    /** An edge that shares its sessions with others. */
    TestEdge(UnaryOperator<EdgeSettings> change, FakeSessions sessions) {
        this.sessions = sessions;
        EdgeSettings settings = change.apply(settings());
        // Never connects: the backends are fakes.
        unused = PgBuilder.pool()
                .connectingTo(new PgConnectOptions().setPort(1))
                .using(vertx)
                .build();
        EdgeDependencies parts = new EdgeDependencies(
                Domains.of(List.of(new NotesDomain())),
                "domains-1",
                TestEdge.class.getClassLoader(),
                new KafkaClients(KafkaSettings.of("localhost:1")),
                new Handover(),
                24,
                unused,
                unused,
                unused,
                unused,
                unused,
                WebhookRules.STANDARD,
                true,
                meters,
                () -> "spanwire_up 1\n",
                () -> "{\"rebuilds\":[]}",
                Optional.empty(),
                Clock.systemUTC(),
                Map.of());
        EdgeBackends backends = new EdgeBackends(
                lane,
                lane,
                views,
                views,
                states,
                waiters,
                sessions,
                webhooks,
                timer,
                Clock.systemUTC(),
                CompletableFuture.completedFuture(null),
                timer::close);
        frontend = new HttpFrontend(vertx, settings, parts, backends);
        await(frontend.listen(Optional.of(delivery)));
    }

    static EdgeSettings settings() {
        LimitSettings limits = TestLimits.with(
                LimitSettings.defaults(), new LimitSettings.Waits(Duration.ofSeconds(10), Duration.ofSeconds(20), 100));
        return new EdgeSettings(
                new EdgeSettings.Listen("localhost", 0),
                new EdgeSettings.Tls(Path.of(CERTIFICATE.certificatePath()), Path.of(CERTIFICATE.privateKeyPath())),
                List.of(),
                OptionalInt.of(0),
                Optional.of(new EdgeSettings.Listen("localhost", 0)),
                new EdgeSettings.SessionSettings(
                        SessionKeys.of(KEY), GuestSignIn.of(true), Duration.ofHours(12), Duration.ofDays(7)),
                IdentitySettings.NONE,
                limits);
    }

    static EdgeSettings with(LimitSettings limits) {
        EdgeSettings plain = settings();
        return new EdgeSettings(
                plain.https(),
                plain.tls(),
                plain.origins(),
                plain.redirectPort(),
                plain.management(),
                plain.sessions(),
                plain.identity(),
                limits);
    }

    static EdgeSettings with(IdentitySettings identity, boolean guests) {
        EdgeSettings plain = settings();
        return new EdgeSettings(
                plain.https(),
                plain.tls(),
                plain.origins(),
                plain.redirectPort(),
                plain.management(),
                new EdgeSettings.SessionSettings(
                        SessionKeys.of(KEY), GuestSignIn.of(guests), Duration.ofHours(12), Duration.ofDays(7)),
                identity,
                TestLimits.with(
                        plain.limits(),
                        new LimitSettings.Rates(
                                new RateLimit.Rate(1_000, 1_000, Duration.ofMinutes(1)),
                                plain.limits().rates().commands())));
    }

    String origin() {
        return "https://localhost:" + frontend.port();
    }

    int redirectPort() {
        return frontend.redirect.orElseThrow().actualPort();
    }

    int managementPort() {
        return frontend.management.orElseThrow().actualPort();
    }

    OutcomeWaiters waiters() {
        return waiters;
    }

    TestBrowser browser() {
        return new TestBrowser(origin());
    }

    @Override
    public void close() {
        await(frontend.close());
        await(unused.close());
        await(vertx.close());
    }

    static <T> T await(io.vertx.core.Future<T> future) {
        try {
            return future.toCompletionStage()
                    .toCompletableFuture()
                    .get(TestBrowser.TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception failure) {
            throw new AssertionError("The future failed", failure);
        }
    }
}

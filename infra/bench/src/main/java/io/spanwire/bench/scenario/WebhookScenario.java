package io.spanwire.bench.scenario;

import io.spanwire.bench.BenchFailed;
import io.spanwire.bench.load.ClosedLoop;
import io.spanwire.bench.load.Connections;
import io.spanwire.bench.load.RepeatablePost;
import io.spanwire.bench.report.Comparison;
import io.spanwire.bench.report.Metric;
import io.spanwire.bench.report.Reading;
import io.spanwire.bench.report.Section;
import io.spanwire.launcher.embedded.RunningBackends;
import io.spanwire.launcher.settings.DatabaseEndpoint;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Webhooks: deliveries of messages in a thousand rooms, which are stored already, to receivers on this machine that answer at
 * once; to one, and to twenty of which one never answers. From the first delivery to the last.
 */
public final class WebhookScenario implements Scenario {
    private static final int ROOMS = 1_000;
    private static final int MESSAGES = 10_000;
    private static final int MANY = 20;
    private static final int IN_FLIGHT = 64;
    private static final Duration TIMEOUT = Duration.ofMinutes(5);
    private static final Duration POLL = Duration.ofMillis(2);
    private static final String ADD = "select spanwire.add_webhook(?, 'bench', 'chat/*', '{chat.message-posted}', ?,"
            + " decode(repeat('00', 32), 'hex'), 'bench', 10000, 'token', null, ?)";

    private final AtomicInteger runs = new AtomicInteger();

    @Override
    public List<Section> run(BenchEnvironment bench) throws Exception {
        DatabaseEndpoint database =
                RunningBackends.of(bench.product().server().data()).database();
        Vertx vertx = Vertx.vertx();
        try (Connection owner = DriverManager.getConnection(
                        database.jdbcUrl(),
                        database.owner().user(),
                        database.owner().password());
                Receivers receivers = new Receivers(vertx)) {
            List<Contender> contenders = List.of(
                    Contender.of("one webhook", time -> deliver(bench, owner, receivers, 1)),
                    Contender.of(MANY + " webhooks, one of them dead", time -> deliver(bench, owner, receivers, MANY)));
            return List.of(Comparison.of(
                    "Webhooks, " + MESSAGES + " messages in " + ROOMS + " rooms",
                    bench.sizes().rounds().run(contenders)));
        } finally {
            var unused = vertx.close();
        }
    }

    private Reading deliver(BenchEnvironment bench, Connection owner, Receivers receivers, int webhooks)
            throws SQLException {
        Array before = heads(owner);
        post(bench);
        int live = webhooks == 1 ? 1 : webhooks - 1;
        long expected = (long) live * MESSAGES;
        receivers.reset(expected);
        List<UUID> added = new ArrayList<>();
        if (webhooks > 1) {
            added.add(add(owner, receivers.deadUrl(), before));
        }
        for (int i = 0; i < live; i++) {
            added.add(add(owner, receivers.url(), before));
        }
        long nanos = receivers.await();
        for (UUID id : added) {
            try (Statement remove = owner.createStatement()) {
                remove.execute("select spanwire.remove_webhook('" + id + "')");
            }
        }
        return Reading.of(Metric.DELIVERIES_PER_SECOND, (double) expected * 1e9 / (double) nanos);
    }

    private void post(BenchEnvironment bench) {
        String run = "bench-hooks-" + runs.incrementAndGet() + '-';
        try (Connections connections = bench.product().connect(IN_FLIGHT)) {
            ClosedLoop.runCount(
                    bench.load(),
                    IN_FLIGHT,
                    MESSAGES,
                    TIMEOUT,
                    number -> RepeatablePost.once(
                            connections,
                            bench.product().port(),
                            "/api/streams/chat/" + run + number % ROOMS + "/post-message",
                            bench.product().guest(0),
                            "{\"text\":\"message " + number + "\"}"));
        }
    }

    private static Array heads(Connection owner) throws SQLException {
        try (Statement statement = owner.createStatement();
                ResultSet row =
                        statement.executeQuery("select array_agg(head order by partition) from spanwire.partition")) {
            row.next();
            return row.getArray(1);
        }
    }

    private static UUID add(Connection owner, String url, Array place) throws SQLException {
        UUID id = UUID.randomUUID();
        try (PreparedStatement add = owner.prepareStatement(ADD)) {
            add.setObject(1, id);
            add.setString(2, url);
            add.setArray(3, place);
            add.execute();
        }
        return id;
    }

    /** One that answers at once, and one that never does. */
    private static final class Receivers implements AutoCloseable {
        private final AtomicLong taken = new AtomicLong();
        private final AtomicLong first = new AtomicLong();
        private final AtomicLong last = new AtomicLong();
        private final HttpServer live;
        private final HttpServer dead;
        private volatile long expected;

        Receivers(Vertx vertx) throws Exception {
            live = listen(vertx.createHttpServer().requestHandler(request -> {
                count();
                request.response().setStatusCode(204).end();
            }));
            dead = listen(vertx.createHttpServer().requestHandler(request -> {}));
        }

        private static HttpServer listen(HttpServer server) throws Exception {
            return server.listen(0, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
        }

        private void count() {
            long now = System.nanoTime();
            long number = taken.incrementAndGet();
            if (number == 1) {
                first.set(now);
            }
            if (number == expected) {
                last.set(now);
            }
        }

        void reset(long deliveries) {
            last.set(0);
            expected = deliveries;
            taken.set(0);
        }

        /** The time from the first to the last delivery. */
        long await() {
            long begin = System.nanoTime();
            while (last.get() == 0) {
                if (System.nanoTime() - begin > TIMEOUT.toNanos()) {
                    throw new BenchFailed(taken.get() + " of " + expected + " deliveries within " + TIMEOUT);
                }
                LockSupport.parkNanos(POLL.toNanos());
            }
            return last.get() - first.get();
        }

        String url() {
            return "http://127.0.0.1:" + live.actualPort() + "/";
        }

        String deadUrl() {
            return "http://127.0.0.1:" + dead.actualPort() + "/";
        }

        @Override
        @SuppressWarnings("FutureReturnValueIgnored") // the process ends soon
        public void close() {
            live.close();
            dead.close();
        }
    }
}

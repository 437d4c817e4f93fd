package io.spanwire.bench.scenario;

import io.spanwire.bench.BenchFailed;
import io.spanwire.bench.load.ClosedLoop;
import io.spanwire.bench.load.Connections;
import io.spanwire.bench.load.HttpRequests;
import io.spanwire.bench.load.HttpResponse;
import io.spanwire.bench.load.RepeatablePost;
import io.spanwire.bench.report.Comparison;
import io.spanwire.bench.report.Metric;
import io.spanwire.bench.report.Reading;
import io.spanwire.bench.report.Section;
import io.spanwire.launcher.embedded.RunningBackends;
import io.spanwire.launcher.settings.DatabaseEndpoint;
import io.spanwire.projections.operator.ReactionAdmin;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Reactions and timers of the sample lists: from the answer to a command until the event of the reaction to it can be read,
 * and how fast timers that are due together are sent.
 */
public final class ReactionScenario implements Scenario {
    private static final int REACTIONS = 200;
    private static final int LISTS = 20;
    private static final int ITEMS = 250;
    private static final int IN_FLIGHT = 32;
    private static final Duration AHEAD = Duration.ofSeconds(30);
    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(2);

    private final AtomicInteger runs = new AtomicInteger();

    @Override
    public List<Section> run(BenchEnvironment bench) throws Exception {
        DatabaseEndpoint database =
                RunningBackends.of(bench.product().server().data()).database();
        try (ReactionAdmin admin = ReactionAdmin.open(
                database.jdbcUrl(), database.owner().user(), database.owner().password())) {
            List<Contender> contenders = List.of(
                    Contender.of("Spanwire", time -> reactions(bench)),
                    Contender.of("Spanwire", time -> timers(bench, admin)));
            return List.of(
                    Comparison.of(
                            "Reactions, one at a time, from the answer to the command",
                            bench.sizes().rounds().run(contenders.subList(0, 1))),
                    Comparison.of(
                            "Timers, " + LISTS * ITEMS + " due at the same time",
                            bench.sizes().rounds().run(contenders.subList(1, 2))));
        }
    }

    private Reading reactions(BenchEnvironment bench) {
        String run = "bench-reaction-" + runs.incrementAndGet() + '-';
        long nanos = 0;
        try (Connections connections = bench.product().connect(1)) {
            for (int i = 0; i < REACTIONS; i++) {
                String list = run + i;
                send(bench, connections, list, "create-list", "{\"title\":\"Bench\"}");
                send(bench, connections, list, "add-item", "{\"item\":\"a\",\"title\":\"A\"}");
                send(bench, connections, list, "announce-list", "{\"room\":\"" + list + "\"}");
                send(bench, connections, list, "complete-item", "{\"item\":\"a\"}");
                long start = System.nanoTime();
                awaitMessage(bench, connections, list);
                nanos += System.nanoTime() - start;
            }
        }
        return Reading.of(Metric.ANSWER_MILLIS, (double) nanos / REACTIONS / 1e6);
    }

    private static void awaitMessage(BenchEnvironment bench, Connections connections, String room) {
        ProductChat product = bench.product();
        HttpResponse page = connections.sendAndAwait(HttpRequests.get(
                product.port(), "/api/streams/chat/" + room + "/events?after=0&wait=10", product.guest(0)));
        if (page.status() != 200 || !page.text().contains("is done")) {
            throw new BenchFailed("the reaction to a completed list was not seen: " + page.status());
        }
    }

    private Reading timers(BenchEnvironment bench, ReactionAdmin admin) {
        String run = "bench-timer-" + runs.incrementAndGet() + '-';
        try (Connections connections = bench.product().connect(IN_FLIGHT)) {
            for (int list = 0; list < LISTS; list++) {
                send(bench, connections, run + list, "create-list", "{\"title\":\"Bench\"}");
            }
            each(bench, connections, run, "add-item", "{\"item\":\"%s\",\"title\":\"A\"}");
            Instant due = Instant.now().plus(AHEAD);
            each(bench, connections, run, "set-due", "{\"item\":\"%s\",\"due\":\"" + due + "\"}");
            if (Instant.now().isAfter(due)) {
                throw new BenchFailed("setting the timers took longer than " + AHEAD);
            }
            LockSupport.parkNanos(Duration.between(Instant.now(), due).toNanos());
            long start = System.nanoTime();
            while (!admin.timers(1).isEmpty()) {
                if (System.nanoTime() - start > TIMEOUT.toNanos()) {
                    throw new BenchFailed("timers were not sent within " + TIMEOUT);
                }
                LockSupport.parkNanos(POLL.toNanos());
            }
            return Reading.of(
                    Metric.TIMERS_PER_SECOND, (double) (LISTS * ITEMS) * 1e9 / (double) (System.nanoTime() - start));
        }
    }

    private static void each(BenchEnvironment bench, Connections connections, String run, String command, String body) {
        ClosedLoop.runCount(bench.load(), IN_FLIGHT, (long) LISTS * ITEMS, TIMEOUT, number -> {
            String path = path(run + number % LISTS, command);
            String item = "i" + number / LISTS;
            return RepeatablePost.once(
                    connections, bench.product().port(), path, bench.product().guest(0), body.replace("%s", item));
        });
    }

    private static void send(
            BenchEnvironment bench, Connections connections, String list, String command, String body) {
        bench.load()
                .await(
                        () -> RepeatablePost.once(
                                connections,
                                bench.product().port(),
                                path(list, command),
                                bench.product().guest(0),
                                body),
                        TIMEOUT);
    }

    private static String path(String list, String command) {
        return "/api/streams/list/" + list + '/' + command;
    }
}

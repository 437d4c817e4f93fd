package io.spanwire.bench.scenario;

import io.spanwire.bench.BenchFailed;
import io.spanwire.bench.load.ClosedLoop;
import io.spanwire.bench.load.Connections;
import io.spanwire.bench.load.HttpRequests;
import io.spanwire.bench.load.HttpResponse;
import io.spanwire.bench.load.Payload;
import io.spanwire.bench.report.Comparison;
import io.spanwire.bench.report.ContenderReadings;
import io.spanwire.bench.report.Metric;
import io.spanwire.bench.report.Reading;
import io.spanwire.bench.report.Section;
import io.spanwire.launcher.embedded.RunningBackends;
import io.spanwire.launcher.settings.DatabaseEndpoint;
import io.spanwire.projections.operator.ReadModel;
import io.spanwire.projections.operator.RebuildAdmin;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A read model rebuilt from all events, commands decided meanwhile beside commands alone, and the folded state of a long
 * stream.
 */
public final class RebuildScenario implements Scenario {
    private static final String PROJECTION = "room-messages";
    private static final CommandLoad COMMANDS = new CommandLoad(32, 100);
    /** Shorter than a rebuild that pauses for commands. */
    private static final Duration COMMAND_TIME = Duration.ofSeconds(2);

    private static final Duration POLL = Duration.ofMillis(5);
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    @Override
    public List<Section> run(BenchEnvironment bench) throws Exception {
        LongRoom.fill(bench);
        DatabaseEndpoint database =
                RunningBackends.of(bench.product().server().data()).database();
        try (RebuildAdmin admin = RebuildAdmin.open(
                database.jdbcUrl(), database.owner().user(), database.owner().password())) {
            List<Contender> contenders = List.of(
                    bench.recorded("rebuild", bench.product(), Contender.of("rebuild", time -> rebuild(bench, admin))),
                    Contender.of("while rebuilding", time -> commandsDuring(bench, admin)),
                    Contender.of("commands alone", time -> commands(bench)),
                    Contender.of("state at the head", time -> state(bench, "")),
                    Contender.of(
                            "state half way",
                            time -> state(bench, "?version=" + bench.sizes().history() / 2)));
            List<ContenderReadings> measured = bench.sizes().rounds().run(contenders);
            return List.of(
                    new Comparison(
                            "Rebuild of " + PROJECTION + ", " + bench.sizes().history() + " events and more",
                            measured.get(0).named("Spanwire"),
                            List.of()),
                    new Comparison(
                            "Commands, closed loop, " + COMMANDS.description() + ", during a rebuild",
                            measured.get(1).named("rebuilding"),
                            List.of(measured.get(2))),
                    new Comparison(
                            "State of a stream of " + bench.sizes().history() + " events",
                            measured.get(3).named("at the head"),
                            List.of(measured.get(4))));
        }
    }

    private static Reading rebuild(BenchEnvironment bench, RebuildAdmin admin) {
        long events = startFilling(admin).total();
        long start = System.nanoTime();
        CpuMeter meter = bench.product().meter();
        await(admin, "done");
        return Reading.of(Metric.EVENTS_PER_SECOND, (double) events / seconds(start))
                .and(Metric.EVENTS_PER_CPU_SECOND, (double) events / Math.max(0.01, meter.cpuSeconds()));
    }

    private static Reading commandsDuring(BenchEnvironment bench, RebuildAdmin admin) {
        startFilling(admin);
        Reading reading = commands(bench);
        if (task(admin).hasEnded()) {
            throw new BenchFailed("the rebuild ended before the commands did; give a longer --history");
        }
        admin.cancel(PROJECTION);
        await(admin, "cancelled");
        return reading;
    }

    private static Reading commands(BenchEnvironment bench) {
        Payload payload = new Payload(bench.sizes().payload());
        try (Connections connections = bench.product().connect(COMMANDS.inFlight())) {
            CpuMeter meter = bench.product().meter();
            ClosedLoop.Tally tally = ClosedLoop.runFor(
                    bench.load(),
                    COMMANDS.inFlight(),
                    COMMAND_TIME,
                    COMMANDS.posts(bench.product(), connections, payload));
            return PathReferences.reading(tally.completed(), COMMAND_TIME, meter);
        }
    }

    private static Reading state(BenchEnvironment bench, String query) {
        ProductChat product = bench.product();
        try (Connections connections = product.connect(1)) {
            long start = System.nanoTime();
            HttpResponse state = connections.sendAndAwait(
                    HttpRequests.get(product.port(), "/api/streams/" + LongRoom.STREAM + query, product.guest(0)));
            if (state.status() != 200) {
                throw new BenchFailed("reading the state failed with status " + state.status() + " " + state.text());
            }
            return Reading.of(Metric.ANSWER_MILLIS, seconds(start) * 1000);
        }
    }

    /** Requests a rebuild and waits until it has started, which takes up to two seconds. */
    private static ReadModel.Task startFilling(RebuildAdmin admin) {
        ReadModel model = admin.readModel(PROJECTION).orElseThrow(() -> new BenchFailed("no projection " + PROJECTION));
        admin.request(model, RebuildAdmin.Request.REBUILD, "bench");
        return await(admin, "filling");
    }

    private static ReadModel.Task await(RebuildAdmin admin, String state) {
        long start = System.nanoTime();
        while (!task(admin).state().equals(state)) {
            if (System.nanoTime() - start > TIMEOUT.toNanos()) {
                throw new BenchFailed("the rebuild is not " + state + " but " + task(admin));
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
        return task(admin);
    }

    private static ReadModel.Task task(RebuildAdmin admin) {
        return admin.readModel(PROJECTION)
                .flatMap(ReadModel::task)
                .orElseThrow(() -> new BenchFailed("the rebuild is not recorded"));
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}

package io.spanwire.bench.scenario;

import io.spanwire.bench.BenchFailed;
import io.spanwire.bench.load.ClosedLoop;
import io.spanwire.bench.load.Connections;
import io.spanwire.bench.load.HistoryReplay;
import io.spanwire.bench.load.Payload;
import io.spanwire.bench.load.RepeatablePost;
import io.spanwire.bench.reference.RawTable;
import io.spanwire.bench.report.Comparison;
import io.spanwire.bench.report.ContenderReadings;
import io.spanwire.bench.report.Metric;
import io.spanwire.bench.report.Reading;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Throughput of reading a room's whole history over WebSocket, as NDJSON and in pages. The reference is one
 * {@code select} that streams the rows of a table with the same columns.
 */
public final class ReplayScenario implements Scenario {
    private static final String ROOM = "history";
    private static final String STREAM = "chat/history";
    private static final int IN_FLIGHT = 128;
    private static final int ENVELOPE = 250;
    private static final Duration FILL_TIMEOUT = Duration.ofMinutes(5);

    @Override
    public List<Comparison> run(BenchEnvironment bench) throws Exception {
        RunSizes sizes = bench.sizes();
        try (RawTable table = new RawTable(bench.reference().endpoints(), sizes.payload() + ENVELOPE)) {
            fill(bench);
            fill(table, sizes.history());
            HistoryReplay history =
                    new HistoryReplay(bench.load(), bench.product().port(), bench.guest(0), ROOM);
            List<ContenderReadings> measured = sizes.rounds()
                    .run(List.of(
                            Contender.of("over WebSocket", time -> product(bench, history::overWebSocket)),
                            Contender.of("as NDJSON", time -> product(bench, history::asNdjson)),
                            Contender.of(
                                    "in JSON pages of 1000", time -> product(bench, () -> inPages(bench, history))),
                            Contender.of("PostgreSQL select", time -> reference(bench, table))));
            List<ContenderReadings> reference = measured.subList(3, 4);
            return measured.subList(0, 3).stream()
                    .map(each -> comparison(sizes, each, reference))
                    .toList();
        }
    }

    private static Comparison comparison(RunSizes sizes, ContenderReadings product, List<ContenderReadings> reference) {
        return new Comparison(
                "Replay of " + sizes.history() + " events, " + product.name(),
                new ContenderReadings("Spanwire", product.readings()),
                reference);
    }

    private static long inPages(BenchEnvironment bench, HistoryReplay history) {
        try (Connections connections = bench.connectToProduct(1)) {
            return history.inPages(connections);
        }
    }

    private static void fill(BenchEnvironment bench) {
        Payload payload = new Payload(bench.sizes().payload());
        List<RepeatablePost> posts = IntStream.range(0, bench.guests().size())
                .mapToObj(i -> RepeatablePost.message(bench.product().port(), ROOM, bench.guest(i), payload))
                .toList();
        try (Connections connections = bench.connectToProduct(IN_FLIGHT)) {
            ClosedLoop.runCount(bench.load(), IN_FLIGHT, bench.sizes().history(), FILL_TIMEOUT, number -> posts.get(
                            (int) (number % posts.size()))
                    .send(connections, number));
        }
    }

    private static void fill(RawTable table, int rows) throws SQLException {
        for (int row = 0; row < rows; ) {
            row += table.insertBatch(STREAM, row + 1);
        }
    }

    private static Reading product(BenchEnvironment bench, Reader reader) throws Exception {
        return read(bench, bench.productMeter(), reader);
    }

    private static Reading reference(BenchEnvironment bench, RawTable table) throws Exception {
        return read(bench, bench.referenceMeter(), () -> table.readAll(STREAM));
    }

    /** Reads the whole history and returns the number of events. */
    private interface Reader {
        long read() throws Exception;
    }

    private static Reading read(BenchEnvironment bench, CpuMeter meter, Reader reader) throws Exception {
        long events = reader.read();
        double seconds = meter.seconds();
        if (events < bench.sizes().history()) {
            throw new BenchFailed("read only " + events + " of " + bench.sizes().history() + " events");
        }
        return Reading.of(Metric.EVENTS_PER_SECOND, events / seconds)
                .and(Metric.EVENTS_PER_CPU_SECOND, events / Math.max(0.01, meter.cpuSeconds()));
    }
}

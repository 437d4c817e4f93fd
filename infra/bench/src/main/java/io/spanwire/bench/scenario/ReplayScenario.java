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
 * A room's whole history read from its beginning, over WebSocket, as NDJSON and in pages. Beside it the rows of a table of
 * the same shape, streamed in order by one {@code select}.
 */
public final class ReplayScenario implements Scenario {
    private static final String ROOM = "history";
    private static final String ROWS = "chat/history";
    private static final int IN_FLIGHT = 128;
    private static final int ENVELOPE = 250;
    private static final Duration FILL_WITHIN = Duration.ofMinutes(5);

    @Override
    public List<Comparison> play(BenchStage stage) throws Exception {
        RunScale scale = stage.scale();
        try (RawTable table = new RawTable(stage.reference().facts(), scale.payload() + ENVELOPE)) {
            fill(stage);
            fill(table, scale.history());
            HistoryReplay history =
                    new HistoryReplay(stage.load(), stage.product().port(), stage.guest(0), ROOM);
            List<ContenderReadings> measured = scale.rounds()
                    .play(List.of(
                            Contender.of("over WebSocket", time -> product(stage, history::overWebSocket)),
                            Contender.of("as NDJSON", time -> product(stage, history::asNdjson)),
                            Contender.of(
                                    "in JSON pages of 1000", time -> product(stage, () -> inPages(stage, history))),
                            Contender.of("PostgreSQL select", time -> reference(stage, table))));
            List<ContenderReadings> reference = measured.subList(3, 4);
            return measured.subList(0, 3).stream()
                    .map(each -> comparison(scale, each, reference))
                    .toList();
        }
    }

    private static Comparison comparison(RunScale scale, ContenderReadings product, List<ContenderReadings> reference) {
        return new Comparison(
                "Replay of " + scale.history() + " events, " + product.name(),
                new ContenderReadings("Spanwire", product.readings()),
                reference);
    }

    private static long inPages(BenchStage stage, HistoryReplay history) {
        try (Connections connections = stage.toProduct(1)) {
            return history.inPages(connections);
        }
    }

    private static void fill(BenchStage stage) {
        Payload payload = new Payload(stage.scale().payload());
        List<RepeatablePost> posts = IntStream.range(0, stage.guests().size())
                .mapToObj(i -> RepeatablePost.message(stage.product().port(), ROOM, stage.guest(i), payload))
                .toList();
        try (Connections connections = stage.toProduct(IN_FLIGHT)) {
            ClosedLoop.times(stage.load(), IN_FLIGHT, stage.scale().history(), FILL_WITHIN, number -> posts.get(
                            (int) (number % posts.size()))
                    .send(connections, number));
        }
    }

    private static void fill(RawTable table, int rows) throws SQLException {
        for (int row = 0; row < rows; ) {
            row += table.insertBatch(ROWS, row + 1);
        }
    }

    private static Reading product(BenchStage stage, Reader reader) throws Exception {
        return read(stage, stage.productMeter(), reader);
    }

    private static Reading reference(BenchStage stage, RawTable table) throws Exception {
        return read(stage, stage.referenceMeter(), () -> table.readAll(ROWS));
    }

    /** Reads everything and returns how many events that were. */
    private interface Reader {
        long read() throws Exception;
    }

    private static Reading read(BenchStage stage, CpuMeter meter, Reader reader) throws Exception {
        long events = reader.read();
        double seconds = meter.seconds();
        if (events < stage.scale().history()) {
            throw new BenchFailed(
                    "only " + events + " events of " + stage.scale().history());
        }
        return Reading.of(Metric.EVENTS_PER_SECOND, events / seconds)
                .and(Metric.EVENTS_PER_CPU_SECOND, events / Math.max(0.01, meter.cpuSeconds()));
    }
}

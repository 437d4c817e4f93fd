package io.spanwire.bench.scenario;

import io.spanwire.bench.BenchFailed;
import io.spanwire.bench.load.Connections;
import io.spanwire.bench.load.HistoryReplay;
import io.spanwire.bench.load.Replay;
import io.spanwire.bench.reference.RawTable;
import io.spanwire.bench.report.Comparison;
import io.spanwire.bench.report.ContenderReadings;
import io.spanwire.bench.report.Metric;
import io.spanwire.bench.report.Reading;
import io.spanwire.bench.report.Section;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * Throughput of reading a room's whole history as NDJSON, as server-sent events, over WebSocket and in pages. The reference is one {@code select}
 * that streams the rows of a table with the same columns.
 */
public final class ReplayScenario implements Scenario {
    private static final int ENVELOPE = 250;

    @Override
    public List<Section> run(BenchEnvironment bench) throws Exception {
        RunSizes sizes = bench.sizes();
        try (RawTable table = new RawTable(bench.parts().endpoints(), sizes.payload() + ENVELOPE)) {
            LongRoom.fill(bench);
            fill(table, sizes.history());
            ProductChat product = bench.product();
            HistoryReplay history = new HistoryReplay(bench.load(), product.port(), product.guest(0), LongRoom.NAME);
            List<Contender> contenders = List.of(
                    product(bench, "as NDJSON", history::asNdjson),
                    product(bench, "as server-sent events", history::asServerSentEvents),
                    product(bench, "over WebSocket", history::overWebSocket),
                    product(bench, "in JSON pages of 1000", () -> inPages(product, history)),
                    Contender.of(
                            "PostgreSQL select",
                            time -> read(sizes.history(), bench.partsMeter(), () -> table.readAll(LongRoom.STREAM))));
            List<ContenderReadings> measured = sizes.rounds().run(contenders);
            int forms = contenders.size() - 1;
            return measured.subList(0, forms).stream()
                    .map(each -> comparison(sizes, each, measured.subList(forms, contenders.size())))
                    .toList();
        }
    }

    private static Section comparison(RunSizes sizes, ContenderReadings product, List<ContenderReadings> reference) {
        return new Comparison(
                "Replay of " + sizes.history() + " events, " + product.name(), product.named("Spanwire"), reference);
    }

    private static Replay inPages(ProductChat product, HistoryReplay history) {
        try (Connections connections = product.connect(1)) {
            return history.inPages(connections);
        }
    }

    private static void fill(RawTable table, int rows) throws SQLException {
        for (int row = 0; row < rows; ) {
            row += table.insertBatch(LongRoom.STREAM, row + 1);
        }
    }

    /** Reads the whole history. */
    private interface Reader {
        Replay read() throws Exception;
    }

    private static Contender product(BenchEnvironment bench, String form, Reader reader) {
        return bench.recorded(
                "replay " + form,
                bench.product(),
                Contender.of(
                        form,
                        time -> read(bench.sizes().history(), bench.product().meter(), reader)));
    }

    private static Reading read(int history, CpuMeter meter, Reader reader) throws Exception {
        Replay replay = reader.read();
        if (replay.events() < history) {
            throw new BenchFailed("read only " + replay.events() + " of " + history + " events");
        }
        return Reading.of(Metric.EVENTS_PER_SECOND, replay.events() / seconds(replay.toLast()))
                .and(Metric.EVENTS_PER_CPU_SECOND, replay.events() / Math.max(0.01, meter.cpuSeconds()))
                .and(Metric.FIRST_EVENT_MILLIS, seconds(replay.toFirst()) * 1000);
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }
}

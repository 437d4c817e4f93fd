package io.spanwire.bench.scenario;

import io.spanwire.bench.BenchFailed;
import io.spanwire.bench.load.ClosedLoop;
import io.spanwire.bench.load.Connections;
import io.spanwire.bench.load.HistoryReplay;
import io.spanwire.bench.load.Payload;
import io.spanwire.bench.load.RepeatablePost;
import io.spanwire.bench.load.Replay;
import io.spanwire.bench.report.Comparison;
import io.spanwire.bench.report.ContenderReadings;
import io.spanwire.bench.report.Metric;
import io.spanwire.bench.report.Reading;
import io.spanwire.bench.report.Section;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Throughput of reading all rooms as one feed, {@value #ROOMS} of them with as many messages together as one room with a long
 * history. The reference is that room, read alone in the same form. The reader may read each room by a rule that asks a view.
 */
public final class FeedScenario implements Scenario {
    private static final int ROOMS = 10_000;
    private static final int IN_FLIGHT = 128;
    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    @Override
    public List<Section> run(BenchEnvironment bench) throws Exception {
        LongRoom.fill(bench);
        fillRooms(bench);
        ProductChat product = bench.product();
        HistoryReplay all = HistoryReplay.ofAllRooms(bench.load(), product.port(), product.guest(0));
        HistoryReplay one = new HistoryReplay(bench.load(), product.port(), product.guest(0), LongRoom.NAME);
        List<ContenderReadings> measured = bench.sizes()
                .rounds()
                .run(List.of(
                        contender(bench, "feed as NDJSON", all::asNdjson),
                        contender(bench, "feed as server-sent events", all::asServerSentEvents),
                        contender(bench, "one room as NDJSON", one::asNdjson)));
        return measured.subList(0, 2).stream()
                .map(each -> new Comparison(
                        "Replay of " + ROOMS + " rooms, " + each.name(),
                        each.named("Spanwire"),
                        measured.subList(2, 3)))
                .map(Section.class::cast)
                .toList();
    }

    private static void fillRooms(BenchEnvironment bench) {
        Payload payload = new Payload(bench.sizes().payload());
        List<RepeatablePost> posts = IntStream.range(0, ROOMS)
                .mapToObj(room -> bench.product().post("room-" + room, room, payload))
                .toList();
        try (Connections connections = bench.product().connect(IN_FLIGHT)) {
            ClosedLoop.runCount(bench.load(), IN_FLIGHT, bench.sizes().history(), TIMEOUT, number -> posts.get(
                            (int) (number % ROOMS))
                    .send(connections, number));
        }
    }

    private interface Reader {
        Replay read() throws Exception;
    }

    private static Contender contender(BenchEnvironment bench, String form, Reader reader) {
        return Contender.of(form, time -> {
            CpuMeter meter = bench.product().meter();
            Replay replay = reader.read();
            if (replay.events() < bench.sizes().history()) {
                throw new BenchFailed("read only " + replay.events() + " events");
            }
            double seconds = replay.toLast().toNanos() / 1e9;
            return Reading.of(Metric.EVENTS_PER_SECOND, replay.events() / seconds)
                    .and(Metric.EVENTS_PER_CPU_SECOND, replay.events() / Math.max(0.01, meter.cpuSeconds()))
                    .and(Metric.FIRST_EVENT_MILLIS, replay.toFirst().toNanos() / 1e6);
        });
    }
}

package io.spanwire.bench.scenario;

import io.spanwire.bench.load.ClosedLoop;
import io.spanwire.bench.load.Connections;
import io.spanwire.bench.load.LoadOperation;
import io.spanwire.bench.load.Payload;
import io.spanwire.bench.load.RepeatablePost;
import io.spanwire.bench.reference.RawTable;
import io.spanwire.bench.reference.RawTopic;
import io.spanwire.bench.report.Comparison;
import io.spanwire.bench.report.ContenderReadings;
import io.spanwire.bench.report.Metric;
import io.spanwire.bench.report.Reading;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Throughput of commands that return 200, that is decided and committed, in a closed loop over HTTPS: spread over many
 * streams, and all to one. The references are the parts of that path: an HTTPS echo, a Kafka produce, a batched insert.
 */
public final class CommandScenario implements Scenario {
    /** Approximate bytes that the command log and the event table add to a payload. */
    private static final int ENVELOPE = 250;

    @Override
    public List<Comparison> run(BenchEnvironment bench) throws Exception {
        RunSizes sizes = bench.sizes();
        try (RawTopic unflushed = RawTopic.unflushed(bench.reference().endpoints(), sizes.payload() + ENVELOPE);
                RawTopic flushed = RawTopic.flushed(bench.reference().endpoints(), sizes.payload() + ENVELOPE);
                RawTable table = new RawTable(bench.reference().endpoints(), sizes.payload() + ENVELOPE)) {
            List<ContenderReadings> measured = sizes.rounds()
                    .run(List.of(
                            Contender.of("Spanwire", time -> posts(bench, sizes.streams(), time)),
                            Contender.of("one stream", time -> posts(bench, 1, time)),
                            Contender.of("Vert.x HTTPS echo", time -> echoes(bench, time)),
                            Contender.of("Kafka acks=all", time -> records(bench, unflushed, time)),
                            Contender.of("Kafka acks=all, flushed", time -> records(bench, flushed, time)),
                            Contender.of("PostgreSQL, 100 rows a commit", time -> rows(bench, table, time))));
            List<ContenderReadings> references = measured.subList(2, measured.size());
            return List.of(
                    comparison(sizes, sizes.streams() + " streams", measured.get(0), references),
                    comparison(sizes, "one stream", measured.get(1), references));
        }
    }

    private static Comparison comparison(
            RunSizes sizes, String target, ContenderReadings product, List<ContenderReadings> references) {
        return new Comparison(
                "Commands, closed loop, " + sizes.inFlight() + " in flight, " + sizes.payload() + "-byte payloads, "
                        + target,
                new ContenderReadings("Spanwire", product.readings()),
                references);
    }

    private static Reading posts(BenchEnvironment bench, int streams, Duration time) {
        Payload payload = new Payload(bench.sizes().payload());
        List<RepeatablePost> posts = IntStream.range(
                        0, Math.max(streams, bench.guests().size()))
                .mapToObj(i -> RepeatablePost.message(
                        bench.product().port(), "closed-" + i % streams, bench.guest(i), payload))
                .toList();
        try (Connections connections = bench.connectToProduct(bench.sizes().inFlight())) {
            return closedLoop(bench, bench.productMeter(), time, number -> posts.get((int) (number % posts.size()))
                    .send(connections, number));
        }
    }

    private static Reading echoes(BenchEnvironment bench, Duration time) {
        RepeatablePost post = RepeatablePost.plain(
                bench.reference().endpoints().port(),
                "/echo",
                new Payload(bench.sizes().payload()));
        try (Connections connections = bench.connectToReference(bench.sizes().inFlight())) {
            return closedLoop(bench, bench.referenceMeter(), time, number -> post.send(connections, number));
        }
    }

    private static Reading closedLoop(BenchEnvironment bench, CpuMeter meter, Duration time, LoadOperation operation) {
        ClosedLoop.Tally tally = ClosedLoop.runFor(bench.load(), bench.sizes().inFlight(), time, operation);
        Reading reading = reading(tally.completed(), time, meter);
        return tally.failed() == 0 ? reading : reading.and(Metric.FAILED, (double) tally.failed());
    }

    private static Reading records(BenchEnvironment bench, RawTopic topic, Duration time) throws InterruptedException {
        CpuMeter meter = bench.referenceMeter();
        return reading(topic.produce(bench.sizes().inFlight(), time), time, meter);
    }

    private static Reading rows(BenchEnvironment bench, RawTable table, Duration time) throws Exception {
        CpuMeter meter = bench.referenceMeter();
        String stream = "chat/rows-" + System.nanoTime();
        long end = System.nanoTime() + time.toNanos();
        long rows = 0;
        while (System.nanoTime() < end) {
            rows += table.insertBatch(stream, rows + 1);
        }
        return reading(rows, time, meter);
    }

    private static Reading reading(long count, Duration time, CpuMeter meter) {
        return Reading.of(Metric.COMMANDS_PER_SECOND, count / (time.toNanos() / 1e9))
                .and(Metric.CPU_PER_THOUSAND, meter.cpuSeconds() / count * 1000);
    }
}

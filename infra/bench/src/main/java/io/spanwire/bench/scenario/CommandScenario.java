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
 * Commands answered 200, that is decided and committed, in a closed loop over HTTPS: spread over many streams, and all to
 * one. Beside it what each part of the way does alone: an HTTPS echo, a Kafka produce, a row inserted in a batch.
 */
public final class CommandScenario implements Scenario {
    /** What a command of 300 bytes becomes on the command log and in the event table, about. */
    private static final int ENVELOPE = 250;

    @Override
    public List<Comparison> play(BenchStage stage) throws Exception {
        RunScale scale = stage.scale();
        try (RawTopic topic = RawTopic.cached(stage.reference().facts(), scale.payload() + ENVELOPE);
                RawTopic forced = RawTopic.forced(stage.reference().facts(), scale.payload() + ENVELOPE);
                RawTable table = new RawTable(stage.reference().facts(), scale.payload() + ENVELOPE)) {
            List<ContenderReadings> measured = scale.rounds()
                    .play(List.of(
                            Contender.of("Spanwire", time -> posts(stage, scale.streams(), time)),
                            Contender.of("one stream", time -> posts(stage, 1, time)),
                            Contender.of("Vert.x HTTPS echo", time -> echoes(stage, time)),
                            Contender.of("Kafka acks=all", time -> records(stage, topic, time)),
                            Contender.of("Kafka acks=all, on disk", time -> records(stage, forced, time)),
                            Contender.of("PostgreSQL, 100 rows a commit", time -> rows(stage, table, time))));
            List<ContenderReadings> references = measured.subList(2, measured.size());
            return List.of(
                    comparison(scale, scale.streams() + " streams", measured.get(0), references),
                    comparison(scale, "one stream", measured.get(1), references));
        }
    }

    private static Comparison comparison(
            RunScale scale, String where, ContenderReadings product, List<ContenderReadings> references) {
        return new Comparison(
                "Commands, closed loop, " + scale.inFlight() + " in flight, " + scale.payload() + "-byte payloads, "
                        + where,
                new ContenderReadings("Spanwire", product.readings()),
                references);
    }

    private static Reading posts(BenchStage stage, int streams, Duration time) {
        Payload payload = new Payload(stage.scale().payload());
        List<RepeatablePost> posts = IntStream.range(
                        0, Math.max(streams, stage.guests().size()))
                .mapToObj(i -> RepeatablePost.message(
                        stage.product().port(), "closed-" + i % streams, stage.guest(i), payload))
                .toList();
        try (Connections connections = stage.toProduct(stage.scale().inFlight())) {
            return counted(stage, stage.productMeter(), time, number -> posts.get((int) (number % posts.size()))
                    .send(connections, number));
        }
    }

    private static Reading echoes(BenchStage stage, Duration time) {
        RepeatablePost post = RepeatablePost.plain(
                stage.reference().facts().port(),
                "/echo",
                new Payload(stage.scale().payload()));
        try (Connections connections = stage.toReference(stage.scale().inFlight())) {
            return counted(stage, stage.referenceMeter(), time, number -> post.send(connections, number));
        }
    }

    private static Reading counted(BenchStage stage, CpuMeter meter, Duration time, LoadOperation operation) {
        ClosedLoop.Tally tally = ClosedLoop.during(stage.load(), stage.scale().inFlight(), time, operation);
        Reading reading = reading(tally.done(), time, meter);
        return tally.failed() == 0 ? reading : reading.and(Metric.FAILED, (double) tally.failed());
    }

    private static Reading records(BenchStage stage, RawTopic topic, Duration time) throws InterruptedException {
        CpuMeter meter = stage.referenceMeter();
        return reading(topic.produce(stage.scale().inFlight(), time), time, meter);
    }

    private static Reading rows(BenchStage stage, RawTable table, Duration time) throws Exception {
        CpuMeter meter = stage.referenceMeter();
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

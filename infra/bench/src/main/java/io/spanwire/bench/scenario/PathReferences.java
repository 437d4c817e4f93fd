package io.spanwire.bench.scenario;

import io.spanwire.bench.load.ClosedLoop;
import io.spanwire.bench.load.Connections;
import io.spanwire.bench.load.Payload;
import io.spanwire.bench.load.RepeatablePost;
import io.spanwire.bench.reference.RawTable;
import io.spanwire.bench.reference.RawTopic;
import io.spanwire.bench.reference.ReferenceEndpoints;
import io.spanwire.bench.report.Metric;
import io.spanwire.bench.report.Reading;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** The parts of a command's path, each alone: an HTTPS echo, a Kafka produce, a batched insert. */
record PathReferences(BenchEnvironment bench, int inFlight, RawTopic unflushed, RawTopic flushed, RawTable table)
        implements AutoCloseable {
    /** Approximate bytes that the command log and the event table add to a payload. */
    private static final int ENVELOPE = 250;

    static PathReferences open(BenchEnvironment bench, int inFlight) throws InterruptedException, SQLException {
        ReferenceEndpoints endpoints = bench.parts().endpoints();
        int bytes = bench.sizes().payload() + ENVELOPE;
        return new PathReferences(
                bench,
                inFlight,
                RawTopic.unflushed(endpoints, bytes),
                RawTopic.flushed(endpoints, bytes),
                new RawTable(endpoints, bytes));
    }

    List<Contender> contenders() {
        return List.of(
                Contender.of("Vert.x HTTPS echo", this::echoes),
                Contender.of("Kafka acks=all", time -> records(unflushed, time)),
                Contender.of("Kafka acks=all, flushed", time -> records(flushed, time)),
                Contender.of("PostgreSQL, 100 rows a commit", this::rows));
    }

    private Reading echoes(Duration time) {
        int port = bench.parts().endpoints().port();
        RepeatablePost post =
                RepeatablePost.plain(port, "/echo", new Payload(bench.sizes().payload()));
        try (Connections connections = Connections.open(bench.load(), port, inFlight)) {
            CpuMeter meter = bench.partsMeter();
            return reading(
                    ClosedLoop.runFor(bench.load(), inFlight, time, number -> post.send(connections, number))
                            .completed(),
                    time,
                    meter);
        }
    }

    private Reading records(RawTopic topic, Duration time) throws InterruptedException {
        CpuMeter meter = bench.partsMeter();
        return reading(topic.produce(inFlight, time), time, meter);
    }

    private Reading rows(Duration time) throws SQLException {
        CpuMeter meter = bench.partsMeter();
        String stream = "chat/rows-" + System.nanoTime();
        long end = System.nanoTime() + time.toNanos();
        long rows = 0;
        while (System.nanoTime() < end) {
            rows += table.insertBatch(stream, rows + 1);
        }
        return reading(rows, time, meter);
    }

    static Reading reading(long count, Duration time, CpuMeter meter) {
        return Reading.of(Metric.COMMANDS_PER_SECOND, count / (time.toNanos() / 1e9))
                .and(Metric.CPU_PER_COMMAND, meter.cpuSeconds() / count * 1000);
    }

    @Override
    public void close() throws SQLException {
        unflushed.close();
        flushed.close();
        table.close();
    }
}

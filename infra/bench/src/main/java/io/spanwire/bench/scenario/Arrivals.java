package io.spanwire.bench.scenario;

import io.spanwire.bench.load.Payload;
import io.spanwire.bench.load.Subscriber;
import io.spanwire.bench.report.Metric;
import io.spanwire.bench.report.Reading;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.concurrent.TimeUnit;
import java.util.function.LongUnaryOperator;
import org.HdrHistogram.Histogram;

/** When answers and events came, each counted from the moment its post was due. On the event loop. */
final class Arrivals implements Subscriber.Ear {
    private static final long LONGEST = TimeUnit.MINUTES.toNanos(2);
    private static final double NANOS_PER_MILLI = 1e6;

    private final Histogram answers = new Histogram(LONGEST, 3);
    private final Histogram events = new Histogram(LONGEST, 3);
    private final Promise<Long> all = Promise.promise();
    private final long expected;
    private volatile LongUnaryOperator due = number -> 0;

    Arrivals(long expected) {
        this.expected = expected;
    }

    void countFrom(LongUnaryOperator moments) {
        due = moments;
    }

    void answered(long number) {
        record(answers, number);
    }

    @Override
    public void event(Buffer frame) {
        record(events, Payload.number(frame));
        if (events.getTotalCount() >= expected) {
            all.tryComplete(events.getTotalCount());
        }
    }

    private void record(Histogram histogram, long number) {
        histogram.recordValue(Math.min(LONGEST, System.nanoTime() - due.applyAsLong(number)));
    }

    /** Completes with the number of events when as many came as were expected. */
    Future<Long> all() {
        return all.future();
    }

    Reading reading(CpuMeter meter) {
        return Reading.of(Metric.ANSWER_P50, millis(answers, 50))
                .and(Metric.ANSWER_P99, millis(answers, 99))
                .and(Metric.BROWSER_P50, millis(events, 50))
                .and(Metric.BROWSER_P99, millis(events, 99))
                .and(Metric.CPU_PER_THOUSAND, meter.cpuSeconds() / expected * 1000);
    }

    private static double millis(Histogram histogram, double percentile) {
        return histogram.getValueAtPercentile(percentile) / NANOS_PER_MILLI;
    }
}

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

/** Latency histograms of responses and events, measured from the moment a post was due. Used on the event loop. */
final class LatencyRecorder implements Subscriber.Listener {
    private static final long MAX_NANOS = TimeUnit.MINUTES.toNanos(2);
    private static final double NANOS_PER_MILLI = 1e6;

    private final Histogram responses = new Histogram(MAX_NANOS, 3);
    private final Histogram events = new Histogram(MAX_NANOS, 3);
    private final Promise<Long> allReceived = Promise.promise();
    private final long posts;
    private final long expected;
    private volatile LongUnaryOperator due = number -> 0;

    LatencyRecorder(long posts, int listeners) {
        this.posts = posts;
        this.expected = posts * listeners;
    }

    /** @param dueTimes maps the number of a post to its due time */
    void measureFrom(LongUnaryOperator dueTimes) {
        due = dueTimes;
    }

    void onResponse(long number) {
        record(responses, number);
    }

    @Override
    public void onEvent(Buffer frame) {
        record(events, Payload.number(frame));
        if (events.getTotalCount() >= expected) {
            allReceived.tryComplete(events.getTotalCount());
        }
    }

    private void record(Histogram histogram, long number) {
        histogram.recordValue(Math.min(MAX_NANOS, System.nanoTime() - due.applyAsLong(number)));
    }

    /** Completes with the number of events once the expected number has been received. */
    Future<Long> allReceived() {
        return allReceived.future();
    }

    Reading reading(CpuMeter meter) {
        return Reading.of(Metric.RESPONSE_P50, millis(responses, 50))
                .and(Metric.RESPONSE_P99, millis(responses, 99))
                .and(Metric.BROWSER_P50, millis(events, 50))
                .and(Metric.BROWSER_P99, millis(events, 99))
                .and(Metric.CPU_PER_COMMAND, meter.cpuSeconds() / posts * 1000)
                .and(Metric.CPU_PERCENT, meter.cpuSeconds() / meter.seconds() * 100);
    }

    private static double millis(Histogram histogram, double percentile) {
        return histogram.getValueAtPercentile(percentile) / NANOS_PER_MILLI;
    }
}

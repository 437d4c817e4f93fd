package io.spanwire.acceptance.fault.kind;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.acceptance.harness.Backend;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The last records of the command log are written to it again, as a producer without idempotence would. */
public final class RecordsRepeated implements Fault {
    private static final int OF_EACH_PARTITION = 20;

    private final Backend backend;
    private Map<Integer, Long> before = Map.of();
    private int written;

    public RecordsRepeated(Backend backend) {
        this.backend = backend;
    }

    @Override
    public String name() {
        return "commands twice in the log";
    }

    @Override
    public Duration hold() {
        return Duration.ZERO;
    }

    @Override
    public void inject() {
        List<ConsumerRecord<byte[], byte[]>> last = backend.commandLog().last(OF_EACH_PARTITION);
        before = backend.commandLog().ends();
        backend.commandLog().again(last);
        written = last.size();
    }

    @Override
    public void heal() {
        // What is in the log stays there.
    }

    @Override
    public String prove() {
        long grown = sum(backend.commandLog().ends()) - sum(before);
        assertThat(written).isPositive();
        assertThat(grown).isGreaterThanOrEqualTo(written);
        return written + " records written again";
    }

    private static long sum(Map<Integer, Long> ends) {
        return ends.values().stream().mapToLong(Long::longValue).sum();
    }
}

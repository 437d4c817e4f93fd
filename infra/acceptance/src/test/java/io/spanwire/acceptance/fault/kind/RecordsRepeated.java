package io.spanwire.acceptance.fault.kind;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.acceptance.harness.Backend;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The last records of the command log are appended again, as a producer without idempotence might do. */
public final class RecordsRepeated implements Fault {
    private static final int RECORDS_PER_PARTITION = 20;

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
        List<ConsumerRecord<byte[], byte[]>> last = backend.commandLog().lastRecords(RECORDS_PER_PARTITION);
        before = backend.commandLog().endOffsets();
        backend.commandLog().appendAgain(last);
        written = last.size();
    }

    @Override
    public void heal() {
        // The records stay in the log.
    }

    @Override
    public String prove() {
        long grown = sum(backend.commandLog().endOffsets()) - sum(before);
        assertThat(written).isPositive();
        assertThat(grown).isGreaterThanOrEqualTo(written);
        return written + " records written again";
    }

    private static long sum(Map<Integer, Long> ends) {
        return ends.values().stream().mapToLong(Long::longValue).sum();
    }
}

package io.spanwire.acceptance.fault.kind;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spanwire.acceptance.harness.Backend;
import java.time.Duration;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Invalid records in the command log: random bytes, a missing key, a huge value, a valid command in a wrong partition.
 */
public final class InvalidRecords implements Fault {
    /** Number of records per injection. */
    public static final int RECORDS = 4;

    private static final String PARKED = "select count(*) from spanwire.parked_record";
    private static final int HUGE = 900_000;

    private final Backend backend;
    private long before;

    public InvalidRecords(Backend backend) {
        this.backend = backend;
    }

    @Override
    public String name() {
        return "invalid records in the log";
    }

    @Override
    public Duration hold() {
        return Duration.ZERO;
    }

    @Override
    public void inject() throws Exception {
        before = backend.owner().number(PARKED);
        ConsumerRecord<byte[], byte[]> command =
                backend.commandLog().lastRecords(1).get(0);
        int partitions = backend.commandLog().endOffsets().size();
        byte[] huge = new byte[HUGE];
        Arrays.fill(huge, (byte) '[');
        backend.commandLog().append(command.partition(), "chat/x".getBytes(UTF_8), new byte[] {0, -1, 7, -128});
        backend.commandLog().append(command.partition(), command.key(), huge);
        backend.commandLog().append(command.partition(), new byte[0], "{}".getBytes(UTF_8));
        backend.commandLog().append((command.partition() + 1) % partitions, command.key(), command.value());
    }

    @Override
    public void heal() {
        // The records stay in the log.
    }

    @Override
    public String prove() throws Exception {
        await("the invalid records are parked").atMost(Duration.ofSeconds(60)).until(() -> parked() >= RECORDS);
        assertThat(parked()).isEqualTo(RECORDS);
        return RECORDS + " records parked";
    }

    private long parked() throws Exception {
        return backend.owner().number(PARKED) - before;
    }
}

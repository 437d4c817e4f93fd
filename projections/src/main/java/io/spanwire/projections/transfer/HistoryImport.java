package io.spanwire.projections.transfer;

import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.handover.Handover;
import io.spanwire.bus.kafka.KafkaClients;
import io.spanwire.bus.kafka.KafkaUnavailable;
import io.spanwire.bus.message.Partitioning;
import io.spanwire.projections.exportfile.BrokenExport;
import io.spanwire.projections.exportfile.ExportReader;
import io.spanwire.projections.journal.Journal;
import io.spanwire.projections.journal.PartitionProgress;
import io.spanwire.projections.journal.PipelinedConnection;
import io.spanwire.projections.journal.PostgresJournal;
import io.spanwire.projections.relay.KafkaTopicTail;
import io.spanwire.projections.relay.Relay;
import io.spanwire.projections.schema.JdbcDatabase;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.producer.Producer;

/**
 * The import of a file into a history. Versions, times, ids, actors and outcomes are those of the file; positions are
 * given anew, dense in each partition and behind what is stored. No other process of the installation may run. Blocking;
 * its memory does not depend on the size of the file. Throws {@code DatabaseUnavailable} when PostgreSQL does not answer.
 *
 * <h2>Interrupted imports</h2>
 *
 * A batch is one transaction and holds whole commands, so a killed import leaves a history in which every event has its
 * outcome and its read-model rows. Run again, it compares what is stored with the file, skips what is equal and continues.
 */
public final class HistoryImport implements AutoCloseable {
    /** How long one statement may run; a batch is larger than those of lanes. */
    public static final Duration STATEMENT_TIMEOUT = Duration.ofSeconds(60);

    private static final Duration PUBLISH_LINGER = Duration.ofMillis(5);
    private static final Duration PUBLISH_TIMEOUT = Duration.ofMinutes(2);
    private static final Duration MAX_BLOCK = Duration.ofSeconds(30);
    private static final long BUFFER_BYTES = 32L << 20;

    private final Journal journal;
    private final StoredEvents stored;
    private final Partitioning partitioning;
    private final ImportTransaction transaction;
    private final ExecutorService reader =
            Executors.newSingleThreadExecutor(task -> new Thread(task, "spanwire-import-reader"));

    private HistoryImport(Journal journal, StoredEvents stored, Partitioning partitioning, Domains domains) {
        this.journal = journal;
        this.stored = stored;
        this.partitioning = partitioning;
        this.transaction = new ImportTransaction(journal, stored, partitioning, domains);
    }

    /**
     * Connects twice as the worker role.
     *
     * @param worker the connection of a lane, with {@link #STATEMENT_TIMEOUT}
     * @param url JDBC URL of the same database
     */
    public static HistoryImport open(
            Vertx vertx, Domains domains, Partitioning partitioning, PgConnectOptions worker, String url) {
        StoredEvents stored = new StoredEvents(
                JdbcDatabase.forTransfer(HistoryImport.class, url, worker.getUser(), worker.getPassword()));
        try {
            Journal journal = new PostgresJournal(PipelinedConnection.open(vertx, worker, STATEMENT_TIMEOUT));
            return new HistoryImport(journal, stored, partitioning, domains);
        } catch (RuntimeException notConnected) {
            stored.close();
            throw notConnected;
        }
    }

    /**
     * Stores what the file has and the history lacks.
     *
     * @param listener gets the number of the file's events that are stored
     * @param stop asked before each batch whether to stop there
     * @return what was stored; the file is stored completely unless it was stopped
     * @throws BrokenExport when the file is damaged; what is before the batch with the damage is stored
     * @throws ImportRefused when it does not fit the history; likewise
     * @throws IOException when it cannot be read
     */
    public ImportResult run(ExportReader file, LongConsumer listener, BooleanSupplier stop) throws IOException {
        ImportResult result = ImportResult.NOTHING;
        CompletableFuture<ImportBatch> ahead = readAhead(file);
        for (ImportBatch batch = join(ahead); !batch.isEmpty() && !stop.getAsBoolean(); batch = join(ahead)) {
            ahead = readAhead(file);
            result = result.plus(transaction.store(batch));
            listener.accept(result.allEvents());
        }
        return result;
    }

    /**
     * Publishes the stored events that the events topic does not have yet, like a lane that takes over partitions. A
     * start would do it too, but it may not take as long as this may.
     *
     * @throws KafkaUnavailable when Kafka does not take them; the next start publishes the rest
     */
    public void publish(KafkaClients clients) {
        Map<Integer, Long> heads = PartitionProgress.heads(journal.partitionProgress(partitioning.all()));
        try (Producer<byte[], byte[]> producer =
                clients.producer("spanwire-import", PUBLISH_TIMEOUT, MAX_BLOCK, PUBLISH_LINGER, BUFFER_BYTES)) {
            Relay relay = new Relay(producer, new KafkaTopicTail(clients), journal::eventsBetween, new Handover());
            relay.takeOver(heads);
            producer.flush();
            relay.check();
        }
    }

    private CompletableFuture<ImportBatch> readAhead(ExportReader file) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return ImportBatch.read(file);
                    } catch (IOException unreadable) {
                        throw new UncheckedIOException(unreadable);
                    }
                },
                reader);
    }

    private static ImportBatch join(CompletableFuture<ImportBatch> ahead) throws IOException {
        try {
            return ahead.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof UncheckedIOException unreadable) {
                throw unreadable.getCause();
            }
            throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
        }
    }

    @Override
    public void close() {
        reader.shutdownNow();
        journal.close();
        stored.close();
    }
}

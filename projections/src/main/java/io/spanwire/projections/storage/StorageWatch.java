package io.spanwire.projections.storage;

import io.micrometer.core.instrument.MeterRegistry;
import io.spanwire.bus.kafka.KafkaClients;
import io.spanwire.bus.message.Partitioning;
import io.spanwire.projections.schema.JdbcDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that looks after what is stored. In every process it watches the age of undecided commands, also while no
 * worker runs, because Kafka deletes them at the end of their retention. In a worker it also watches sizes and has outcomes
 * expire. What fails is tried again at the next look.
 */
public final class StorageWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StorageWatch.class);
    private static final long CLOSE_SECONDS = 20;
    private static final double FEW_DAYS = 14;
    private static final Duration BETWEEN_WARNINGS = Duration.ofHours(12);

    private final StorageSettings settings;
    private final KafkaClients clients;
    private final Partitioning partitioning;
    private final Consumer<String> warnings;
    private final BacklogAlarm alarm;
    private final StorageGrowth growth;
    private final Optional<OutcomeExpiry> expiry;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "spanwire-storage");
    private Optional<JdbcDatabase> database = Optional.empty();
    private Map<Integer, Long> nextOffsets = Map.of();
    private long fullWarned = System.nanoTime() - BETWEEN_WARNINGS.toNanos();

    private StorageWatch(
            KafkaClients clients,
            Partitioning partitioning,
            StorageSettings settings,
            MeterRegistry registry,
            Consumer<String> warnings) {
        this.clients = clients;
        this.partitioning = partitioning;
        this.settings = settings;
        this.warnings = warnings;
        this.alarm = new BacklogAlarm(registry, this::warn);
        this.growth = new StorageGrowth(settings.disk(), settings.databaseCapacity(), registry);
        this.expiry = settings.keepOutcomes()
                .filter(kept -> settings.isWorker())
                .map(kept -> new OutcomeExpiry(kept, registry));
    }

    /**
     * Starts watching.
     *
     * @param warnings gets a sentence for the operator when commands or space become scarce; the log gets it, too
     */
    public static StorageWatch start(
            KafkaClients clients,
            Partitioning partitioning,
            StorageSettings settings,
            MeterRegistry registry,
            Consumer<String> warnings) {
        StorageWatch watch = new StorageWatch(clients, partitioning, settings, registry, warnings);
        watch.thread.start();
        return watch;
    }

    /** Stops after the current transaction. Blocking. */
    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (CommandBacklog backlog = new CommandBacklog(clients, partitioning.all());
                StorageSizes sizes = new StorageSizes(clients)) {
            do {
                attempt(() -> nextOffsets = readNextOffsets(connected()));
                attempt(() -> alarm.update(backlog.look(nextOffsets), sizes.commandRetention(), Instant.now()));
                if (settings.isWorker()) {
                    attempt(() -> watchSizes(sizes));
                    attempt(() -> expiry.ifPresent(each -> each.run(connected(), Instant.now(), this::isOpen)));
                }
            } while (!isClosingWithin(settings.pause()));
        } finally {
            disconnect();
        }
    }

    private void attempt(Runnable look) {
        try {
            if (isOpen()) {
                look.run();
            }
        } catch (RuntimeException failed) {
            LOG.info("storage not looked at, trying again reason={}", failed.toString());
            disconnect();
        }
    }

    private boolean isOpen() {
        return closing.getCount() > 0;
    }

    private boolean isClosingWithin(Duration pause) {
        try {
            return closing.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            return true;
        }
    }

    private static Map<Integer, Long> readNextOffsets(JdbcDatabase database) {
        return database
                .query("next-offsets.sql", row -> Map.entry(row.getInt("partition"), row.getLong("next_offset")))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private void watchSizes(StorageSizes sizes) {
        OptionalLong free = settings.disk().map(StorageWatch::free).orElse(OptionalLong.empty());
        growth.add(System.nanoTime(), sizes.ofDatabase(connected()), sizes.ofTopics(), free);
        boolean warnAgain = System.nanoTime() - fullWarned >= BETWEEN_WARNINGS.toNanos();
        if (growth.daysLeft() < FEW_DAYS && warnAgain) {
            fullWarned = System.nanoTime();
            warn(String.format(
                    Locale.ROOT, "at this growth the space for data is used up in %.1f days", growth.daysLeft()));
        }
    }

    private static OptionalLong free(Path folder) {
        try {
            return OptionalLong.of(Files.getFileStore(folder).getUsableSpace());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void warn(String warning) {
        LOG.warn(warning);
        warnings.accept("WARNING: " + warning);
    }

    private JdbcDatabase connected() {
        JdbcDatabase connected = database.orElseGet(() -> JdbcDatabase.forUpkeep(
                StorageWatch.class,
                settings.login().url(),
                settings.login().user(),
                settings.login().password()));
        database = Optional.of(connected);
        return connected;
    }

    private void disconnect() {
        Optional<JdbcDatabase> connected = database;
        database = Optional.empty();
        try {
            connected.ifPresent(JdbcDatabase::close);
        } catch (RuntimeException alreadyLost) {
            LOG.debug("connection not closed", alreadyLost);
        }
    }
}

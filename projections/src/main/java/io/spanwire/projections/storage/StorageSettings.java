package io.spanwire.projections.storage;

import io.spanwire.projections.schema.JdbcLogin;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The settings of a {@link StorageWatch}.
 *
 * @param login reads the tables; of the role worker where outcomes expire
 * @param isWorker whether this process watches sizes and has outcomes expire, or only watches the command log
 * @param keepOutcomes how long outcomes are kept, a day or more; empty for good
 * @param disk a folder on the disk that PostgreSQL and Kafka share, if they are this process's own
 * @param databaseCapacity the bytes that the database may have, if that is known
 * @param pause the time between two looks
 */
public record StorageSettings(
        JdbcLogin login,
        boolean isWorker,
        Optional<Duration> keepOutcomes,
        Optional<Path> disk,
        OptionalLong databaseCapacity,
        Duration pause) {
    /** The time between two looks, unless a test is in a hurry. */
    public static final Duration PAUSE = Duration.ofSeconds(30);
}

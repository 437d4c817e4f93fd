package io.spanwire.projections.operator;

import io.spanwire.bus.domain.ForgetSubject;
import io.spanwire.bus.json.Json;
import io.spanwire.bus.kafka.CommandRecords;
import io.spanwire.bus.kafka.KafkaClients;
import io.spanwire.bus.message.Caller;
import io.spanwire.bus.message.Command;
import io.spanwire.bus.message.Partitioning;
import io.spanwire.bus.message.StreamId;
import io.spanwire.projections.journal.DatabaseUnavailable;
import io.spanwire.projections.schema.JdbcDatabase;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/**
 * The operator's access to forgetting a subject. The key is destroyed in one transaction that no lane's overlaps; then an
 * ordinary command tells each stream with personal data of the subject. What is left to do is in the database, so a
 * forgetting that was interrupted is continued by the next. Blocking, one thread.
 */
public final class ForgetAdmin implements AutoCloseable {
    private static final Duration DELIVERY = Duration.ofSeconds(15);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final int LOCK_ATTEMPTS = 50;
    private static final int PAGE = 500;
    private static final Set<String> LOCKED = Set.of("55P03", "40P01");

    private final JdbcDatabase tables;
    private final KafkaClients clients;

    private ForgetAdmin(JdbcDatabase tables, KafkaClients clients) {
        this.tables = tables;
        this.clients = clients;
    }

    /** Connects to the database as the schema's owner; to Kafka only when commands are sent. */
    public static ForgetAdmin open(String url, String user, String password, KafkaClients clients) {
        return new ForgetAdmin(JdbcDatabase.forOperator(ForgetAdmin.class, url, user, password), clients);
    }

    /** Whether the subject has a key: an event with its personal data can be read. */
    public boolean hasKey(String subject) {
        return tables.query("has-key.sql", row -> row.getBoolean("found"), subject)
                .get(0);
    }

    /** Whether a forgetting of the subject was begun and not finished. */
    public boolean isUnfinished(String subject) {
        return !unfinished(subject).isEmpty();
    }

    /** The streams with personal data of the subject that have not been told. */
    public List<String> streams(String subject) {
        return tables.query("personal-streams.sql", row -> row.getString("stream"), subject, subject);
    }

    /** The projections with personal data, and whether each must be rebuilt; the others handle the event. */
    public Map<String, Boolean> projections() {
        Map<String, Boolean> found = new HashMap<>();
        tables.query("forgetting-projections.sql", row -> found.put(row.getString("name"), row.getBoolean("rebuilt")));
        return found;
    }

    /**
     * Destroys the subject's key and its streams' snapshots. From then on no event is sealed under it.
     *
     * @return whether there was something to destroy
     * @throws DatabaseUnavailable also when the lanes' transactions do not let it through
     */
    public boolean destroyKey(String subject, String by) {
        for (int attempt = 1; ; attempt++) {
            try {
                return tables.query("forget-subject.sql", row -> row.getLong("number") > 0, subject, by)
                        .get(0);
            } catch (DatabaseUnavailable locked) {
                if (attempt == LOCK_ATTEMPTS || !isLocked(locked)) {
                    throw locked;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    /**
     * Tells the streams of all unfinished forgettings of the subject and waits until each has its event.
     *
     * @param by the operator's name, for the record
     * @param progress gets the number of streams told so far
     * @return those that were not told: the wait of each 500 ended before, or they refused the command
     * @throws BackendUnreachable when Kafka does not accept the commands
     */
    public List<String> tellStreams(String subject, String by, Duration timeout, IntConsumer progress) {
        List<String> untold = new ArrayList<>();
        int told = 0;
        for (long forgetting : unfinished(subject)) {
            List<String> page = left(forgetting);
            while (!page.isEmpty()) {
                List<String> late = tell(forgetting, page, subject, by, timeout);
                told += page.size() - late.size();
                progress.accept(told);
                untold.addAll(late);
                page = late.isEmpty() ? left(forgetting) : List.of();
            }
        }
        return untold;
    }

    /** Notes that everything has followed, if every stream was told. */
    public void finish(String subject) {
        tables.update("finish-forgettings.sql", subject);
    }

    private List<String> left(long forgetting) {
        return tables.query("left-streams.sql", row -> row.getString("stream"), forgetting, PAGE);
    }

    private List<Long> unfinished(String subject) {
        return tables.query("unfinished-forgettings.sql", row -> row.getLong("id"), subject);
    }

    private List<String> tell(long forgetting, List<String> streams, String subject, String by, Duration timeout) {
        int partitions = tables.query("installation.sql", row -> row.getInt("partitions"))
                .get(0);
        Partitioning partitioning = new Partitioning(partitions);
        Map<UUID, String> waiting = new HashMap<>();
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        List<Command> commands = streams.stream()
                .map(stream -> command(forgetting, StreamId.parse(stream), subject, by, now))
                .toList();
        commands.forEach(command -> waiting.put(command.id(), command.stream().toString()));
        new TopicAdmin(clients)
                .send(
                        "the commands",
                        DELIVERY,
                        commands.stream()
                                .map(command -> CommandRecords.encode(command, partitioning.of(command.stream())))
                                .toList());
        List<String> refused = new ArrayList<>();
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!waiting.isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(POLL.toNanos());
            takeDecided(forgetting, waiting, refused);
        }
        refused.addAll(waiting.values());
        return refused;
    }

    private void takeDecided(long forgetting, Map<UUID, String> waiting, List<String> refused) {
        Map<UUID, Boolean> decided = new HashMap<>();
        tables.query(
                "decided-commands.sql",
                row -> decided.put(row.getObject("command", UUID.class), row.getBoolean("rejected")),
                (Object) waiting.keySet().toArray(UUID[]::new));
        decided.forEach((command, rejected) -> {
            String stream = waiting.remove(command);
            if (rejected) {
                refused.add(stream);
            } else {
                tables.update("stream-forgotten.sql", forgetting, stream);
            }
        });
    }

    /** The same command each time, so that a stream is told once. */
    private static Command command(long forgetting, StreamId stream, String subject, String by, Instant at) {
        String name = "forgetting " + forgetting + ' ' + stream;
        return new Command(
                UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)),
                stream,
                ForgetSubject.NAME,
                Json.write(new ForgetSubject(subject)),
                Caller.of("operator:" + by, by),
                at,
                OptionalLong.empty());
    }

    private static boolean isLocked(DatabaseUnavailable failed) {
        return failed.getCause() instanceof SQLException refused
                && LOCKED.contains(String.valueOf(refused.getSQLState()));
    }

    @Override
    public void close() {
        tables.close();
    }
}

package io.spanwire.projections.journal;

import io.spanwire.bus.json.ProblemJson;
import io.spanwire.bus.message.EventSecret;
import io.spanwire.bus.message.OperatorOrder;
import io.spanwire.bus.message.Outcome;
import io.spanwire.bus.message.StreamId;
import io.spanwire.bus.personal.SubjectKey;
import io.spanwire.projections.decide.DecidedCommand;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The parameters of the journal's statements, in the order of their {@code .sql} files. */
final class StatementParameters {
    private final SecureRandom random = new SecureRandom();

    Tuple integers(Collection<Integer> values) {
        return ArrayColumns.of(List.copyOf(values))
                .with(Integer.class, value -> value)
                .tuple();
    }

    Tuple uuids(Collection<UUID> values) {
        return ArrayColumns.of(List.copyOf(values))
                .with(UUID.class, value -> value)
                .tuple();
    }

    Tuple texts(Collection<StreamId> values) {
        return ArrayColumns.of(List.copyOf(values))
                .with(String.class, StreamId::toString)
                .tuple();
    }

    Tuple parked(Collection<StreamId> streams, Collection<UUID> commands) {
        return texts(streams).addValue(uuids(commands).getValue(0));
    }

    Tuple events(List<BatchChanges.Appended> events) {
        return ArrayColumns.of(events)
                .with(String.class, each -> each.stored().stream().toString())
                .with(Long.class, each -> each.stored().version())
                .with(Integer.class, BatchChanges.Appended::partition)
                .with(Long.class, each -> each.stored().position())
                .with(String.class, each -> each.event().type())
                .with(Instant.class, each -> each.event().recorded().at())
                .with(String.class, each -> each.stored().body().toString())
                .with(Buffer.class, each -> secret(each.stored().secret()))
                .tuple();
    }

    private static @Nullable Object secret(@Nullable EventSecret secret) {
        return secret == null ? null : Buffer.buffer(secret.bytes());
    }

    Tuple strings(Collection<String> values) {
        return ArrayColumns.of(List.copyOf(values))
                .with(String.class, value -> value)
                .tuple();
    }

    /** A new key for each subject, in case it has none. */
    Tuple newKeys(Collection<String> subjects) {
        return ArrayColumns.of(List.copyOf(subjects))
                .with(String.class, subject -> subject)
                .with(Buffer.class, subject -> newKey())
                .tuple();
    }

    private Buffer newKey() {
        byte[] key = new byte[SubjectKey.BYTES];
        random.nextBytes(key);
        return Buffer.buffer(key);
    }

    Tuple personalStreams(Collection<PersonalStreams.PersonalStream> streams) {
        return ArrayColumns.of(List.copyOf(streams))
                .with(String.class, PersonalStreams.PersonalStream::subject)
                .with(String.class, PersonalStreams.PersonalStream::stream)
                .tuple();
    }

    Tuple forgotten(List<BatchChanges.Forgotten> events) {
        return ArrayColumns.of(events)
                .with(String.class, BatchChanges.Forgotten::stream)
                .with(Long.class, BatchChanges.Forgotten::version)
                .tuple();
    }

    Tuple eventTypes(Collection<RecordedEventTypes.First> types) {
        return ArrayColumns.of(List.copyOf(types))
                .with(String.class, RecordedEventTypes.First::type)
                .with(Integer.class, RecordedEventTypes.First::version)
                .with(Instant.class, RecordedEventTypes.First::at)
                .tuple();
    }

    Tuple streams(List<BatchChanges.StreamWrite> streams) {
        return ArrayColumns.of(streams)
                .with(String.class, BatchChanges.StreamWrite::stream)
                .with(Integer.class, BatchChanges.StreamWrite::partition)
                .with(Long.class, each -> each.row().version())
                .with(String.class, each -> snapshot(each, StreamRow.Snapshot::state))
                .with(Long.class, each -> snapshot(each, StreamRow.Snapshot::version))
                .with(Integer.class, each -> snapshot(each, StreamRow.Snapshot::stateVersion))
                .tuple();
    }

    Tuple outcomes(List<DecidedCommand> decided) {
        return ArrayColumns.of(decided)
                .with(UUID.class, each -> each.command().id())
                .with(String.class, each -> each.command().stream().toString())
                .with(String.class, each -> each.command().name())
                .with(String.class, each -> each.outcome().actor())
                .with(String.class, each -> each.outcome().fingerprint())
                .with(Long.class, each -> version(each.outcome()))
                .with(Integer.class, each -> eventCount(each.outcome()))
                .with(String.class, each -> problem(each.outcome()))
                .with(Instant.class, each -> each.command().at())
                .tuple();
    }

    Tuple failures(List<DecidedCommand> failed) {
        return ArrayColumns.of(failed)
                .with(UUID.class, each -> each.command().id())
                .with(String.class, each -> each.command().stream().toString())
                .with(String.class, each -> each.outcome().actor())
                .with(String.class, each -> each.outcome().fingerprint())
                .with(String.class, each -> problem(each.outcome()))
                .with(Instant.class, each -> each.command().at())
                .tuple();
    }

    List<Tuple> parked(List<BatchChanges.ParkedRecord> records) {
        List<Tuple> tuples = new ArrayList<>();
        for (BatchChanges.ParkedRecord record : records) {
            tuples.add(Tuple.of(record.partition(), record.offset(), record.key(), record.value(), record.reason()));
        }
        return tuples;
    }

    Tuple parkedStreams(List<ParkingChanges.ParkedStream> streams) {
        return ArrayColumns.of(streams)
                .with(String.class, each -> each.stream().toString())
                .with(Integer.class, ParkingChanges.ParkedStream::partition)
                .with(String.class, ParkingChanges.ParkedStream::reason)
                .with(Integer.class, ParkingChanges.ParkedStream::waiting)
                .with(String.class, ParkingChanges.ParkedStream::domainsHash)
                .tuple();
    }

    Tuple parkedCommands(List<ParkingChanges.ParkedCommand> commands) {
        return ArrayColumns.of(commands)
                .with(Integer.class, ParkingChanges.ParkedCommand::partition)
                .with(Long.class, ParkingChanges.ParkedCommand::offset)
                .with(String.class, each -> each.stream().toString())
                .with(UUID.class, ParkingChanges.ParkedCommand::command)
                .with(Buffer.class, ParkingChanges.ParkedCommand::value)
                .with(
                        Integer.class,
                        each -> each.replyTo().isPresent() ? each.replyTo().getAsInt() : null)
                .tuple();
    }

    Tuple longs(List<Long> values) {
        return ArrayColumns.of(values).with(Long.class, value -> value).tuple();
    }

    Tuple order(ParkingChanges.OrderProgress progress) {
        OperatorOrder order = progress.order();
        return Tuple.of(
                order.id(),
                order.stream().toString(),
                order.verb().text(),
                order.by(),
                order.at().atOffset(ZoneOffset.UTC),
                progress.decided(),
                progress.finished());
    }

    Tuple closing(OperatorOrder order) {
        return Tuple.of(order.stream().toString(), order.at().atOffset(ZoneOffset.UTC), order.by(), order.reason());
    }

    Tuple progress(Map<Integer, PartitionProgress> progress) {
        return ArrayColumns.of(List.copyOf(progress.entrySet()))
                .with(Integer.class, Map.Entry::getKey)
                .with(Long.class, each -> each.getValue().nextOffset())
                .with(Integer.class, each -> each.getValue().leaderEpoch())
                .with(Long.class, each -> each.getValue().head())
                .tuple();
    }

    /** The parameters of {@code skip-reaction.sql}. */
    Tuple skip(
            String reaction,
            Collection<String> types,
            Map<Integer, PartitionProgress> before,
            Map<Integer, PartitionProgress> after) {
        return joined(List.of(Tuple.of(reaction), strings(types), heads(before, after)));
    }

    /** The parameters of {@code skip-webhooks.sql}. */
    Tuple heads(Map<Integer, PartitionProgress> before, Map<Integer, PartitionProgress> after) {
        return ArrayColumns.of(List.copyOf(after.entrySet()))
                .with(Integer.class, Map.Entry::getKey)
                .with(Long.class, each -> of(before, each.getKey()).head())
                .with(Long.class, each -> each.getValue().head())
                .tuple();
    }

    /** The parameters of {@code append.sql}. */
    Tuple append(
            Map<Integer, PartitionProgress> expected, BatchChanges changes, Map<Integer, PartitionProgress> progress) {
        return joined(List.of(
                moves(expected, progress),
                events(changes.events()),
                streams(changes.streams()),
                outcomes(changes.outcomes(true))));
    }

    private static Tuple moves(Map<Integer, PartitionProgress> expected, Map<Integer, PartitionProgress> progress) {
        return ArrayColumns.of(List.copyOf(progress.entrySet()))
                .with(Integer.class, Map.Entry::getKey)
                .with(Long.class, each -> of(expected, each.getKey()).nextOffset())
                .with(Long.class, each -> of(expected, each.getKey()).head())
                .with(Long.class, each -> of(expected, each.getKey()).forgettings())
                .with(Long.class, each -> each.getValue().nextOffset())
                .with(Integer.class, each -> each.getValue().leaderEpoch())
                .with(Long.class, each -> each.getValue().head())
                .tuple();
    }

    private static PartitionProgress of(Map<Integer, PartitionProgress> progress, int partition) {
        return Objects.requireNonNull(progress.get(partition), "every partition of a batch has its progress");
    }

    private static Tuple joined(List<Tuple> parts) {
        List<@Nullable Object> values = new ArrayList<>();
        for (Tuple part : parts) {
            for (int i = 0; i < part.size(); i++) {
                values.add(part.getValue(i));
            }
        }
        return Tuple.wrap(values);
    }

    private static @Nullable Object snapshot(
            BatchChanges.StreamWrite write, Function<StreamRow.Snapshot, Object> value) {
        return write.row().snapshot().map(value).orElse(null);
    }

    private static @Nullable Object version(Outcome outcome) {
        return outcome instanceof Outcome.Accepted accepted ? accepted.version() : null;
    }

    private static @Nullable Object eventCount(Outcome outcome) {
        return outcome instanceof Outcome.Accepted accepted ? accepted.events() : null;
    }

    private static @Nullable Object problem(Outcome outcome) {
        return outcome instanceof Outcome.Unsuccessful other
                ? ProblemJson.write(other.problem()).toString()
                : null;
    }
}

package io.spanwire.launcher.cli;

import io.spanwire.bus.kafka.KafkaClients;
import io.spanwire.bus.kafka.KafkaSettings;
import io.spanwire.bus.kafka.KafkaUnavailable;
import io.spanwire.launcher.embedded.RunningBackends;
import io.spanwire.launcher.settings.DatabaseEndpoint;
import io.spanwire.launcher.settings.Settings;
import io.spanwire.launcher.start.UserFacingException;
import io.spanwire.projections.archive.ArchiveRequest;
import io.spanwire.projections.archive.ArchiveSize;
import io.spanwire.projections.archive.ArchivedPart;
import io.spanwire.projections.archive.HistoryArchive;
import io.spanwire.projections.exportfile.ExportScope;
import io.spanwire.projections.journal.DatabaseUnavailable;
import io.spanwire.projections.relay.KafkaTopicTail;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The work of archiving on the backends that settings describe, reported on a console. */
final class ArchiveWork {
    private final RunningBackends backends;
    private final KafkaSettings kafka;
    private final Console console;

    ArchiveWork(Settings settings, Console console) {
        this.backends = RunningBackends.of(settings);
        this.kafka = backends.kafka();
        this.console = console;
    }

    /** What is archived: by type, or by stream if the scope is not everything. */
    List<ArchivedPart> list(ExportScope scope, int max) {
        return connected(archive ->
                scope.equals(ExportScope.EVERYTHING) ? archive.types(scope, max) : archive.streams(scope, max));
    }

    /** Prints how much would be archived. */
    void count(ExportScope scope, Age age) {
        ArchiveSize size = connected(archive -> archive.countOld(request(archive, scope, age)));
        console.print(ArchiveReport.counted(size, age));
    }

    /** Archives, after having moved the archive to a tablespace if one is given. */
    void archive(ExportScope scope, Age age, @Nullable String tablespace) {
        connected(archive -> {
            if (!archive.claim()) {
                throw new UserFacingException(
                        "Another run is archiving in this database.", "Wait until it has ended, then run this again.");
            }
            if (tablespace != null) {
                move(archive, tablespace);
            }
            archive(archive, request(archive, scope, age), age);
            return true;
        });
    }

    private void move(HistoryArchive archive, String tablespace) {
        if (!archive.hasTablespace(tablespace)) {
            throw new UserFacingException(
                    "There is no tablespace " + tablespace + ".",
                    "Create it in PostgreSQL as a superuser: create tablespace " + tablespace
                            + " owner … location '…'");
        }
        archive.move(tablespace);
        console.note("The archive is in the tablespace " + tablespace + ".");
    }

    private void archive(HistoryArchive archive, ArchiveRequest request, Age age) {
        ArchiveSize old = archive.countOld(request);
        if (old.events() == 0) {
            console.print(ArchiveReport.counted(old, age));
            return;
        }
        console.note(ArchiveReport.sizes("before", archive.sizes()));
        long started = System.nanoTime();
        ArchiveSize archived;
        try (ProgressBar bar = new ProgressBar(console, request.scope().text(), "events")) {
            bar.show(0, old.events());
            archived = archive.run(request, events -> bar.show(events, old.events()));
        }
        console.print(ArchiveReport.archived(archived, (double) (System.nanoTime() - started) / 1e9));
        console.note(
                ArchiveReport.sizes("after", archive.sizes())
                        + ". New events use the space of the archived rows; \"vacuum full spanwire.event\" returns it to the disk.");
    }

    private ArchiveRequest request(HistoryArchive archive, ExportScope scope, Age age) {
        if (!scope.equals(ExportScope.EVERYTHING) && !archive.hasStreams(scope)) {
            throw new UserFacingException(
                    scope.stream()
                            .map(stream -> "There is no stream " + stream + ".")
                            .orElse("No stream " + scope.text() + " has events."),
                    "Give a stream (chat/general) or a type (chat/*) that has events, or nothing.");
        }
        Map<Integer, Long> heads = archive.heads();
        Map<Integer, Long> published =
                new TreeMap<>(new KafkaTopicTail(new KafkaClients(kafka)).positions(heads.keySet(), heads));
        return new ArchiveRequest(scope, age.before(Instant.now()), List.copyOf(published.values()));
    }

    private <T> T connected(Function<HistoryArchive, T> work) {
        DatabaseEndpoint database = backends.database();
        String owner = database.owner().user();
        try (HistoryArchive archive =
                HistoryArchive.open(database.jdbcUrl(), owner, database.owner().password())) {
            return work.apply(archive);
        } catch (DatabaseUnavailable e) {
            throw new UserFacingException(String.valueOf(e.getMessage()), advice(e, owner), e);
        } catch (KafkaUnavailable e) {
            throw new UserFacingException(
                    "Kafka did not say which events are published: " + e.getMessage(),
                    SettingsOptions.CHECK_RUNNING,
                    e);
        }
    }

    private static String advice(DatabaseUnavailable failure, String owner) {
        String state = failure.getCause() instanceof SQLException sql ? String.valueOf(sql.getSQLState()) : "";
        return switch (state) {
            case "42501" ->
                "The login " + owner
                        + " may not do this. Archiving needs the owner of Spanwire's schema: database.owner-user.";
            case "42P01" -> "This database was prepared by an older Spanwire. Start the new one first.";
            case "55P03" -> "Something else has locked the tables. Run this again; it continues.";
            default -> SettingsOptions.CHECK_RUNNING;
        };
    }
}

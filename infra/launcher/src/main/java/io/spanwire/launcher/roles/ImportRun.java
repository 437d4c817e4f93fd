package io.spanwire.launcher.roles;

import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.kafka.KafkaUnavailable;
import io.spanwire.launcher.platform.Environment;
import io.spanwire.launcher.settings.Settings;
import io.spanwire.launcher.start.ProgressListener;
import io.spanwire.launcher.start.UserFacingException;
import io.spanwire.projections.Worker;
import io.spanwire.projections.exportfile.BrokenExport;
import io.spanwire.projections.exportfile.ExportReader;
import io.spanwire.projections.exportfile.ExportedCommand;
import io.spanwire.projections.journal.DatabaseUnavailable;
import io.spanwire.projections.operator.ConnectedProcesses;
import io.spanwire.projections.transfer.HistoryImport;
import io.spanwire.projections.transfer.ImportRefused;
import io.spanwire.projections.transfer.ImportResult;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** One import, or check, of an exported history. Kafka and PostgreSQL run; no other process of the installation does. */
public final class ImportRun {
    private final InputStream file;
    private final ImportListener listener;
    private volatile boolean stopped;
    private long events;
    private long outcomes;

    public ImportRun(InputStream file, ImportListener listener) {
        this.file = file;
        this.listener = listener;
    }

    /**
     * Stores the file, or a part of it when it is stopped.
     *
     * @throws UserFacingException when it is damaged or does not fit, other processes run, or a backend is unreachable
     * @throws IOException when the file cannot be read
     */
    public ImportResult store(Settings settings, Environment environment, ProgressListener progress)
            throws IOException {
        Preparation preparation = Preparation.ofOwner(settings, environment, progress);
        try {
            ExportReader reader = new ExportReader(file, environment.domains().domains());
            refuseOthers(ConnectedProcesses.of(preparation.databases().owner()));
            progress.step("preparing tables and topics");
            preparation.checkHistory(preparation.prepareTablesAndTopics());
            preparation.checkProjections();
            progress.step("importing " + reader.header().scope().text() + " as of "
                    + reader.header().at());
            return store(reader, preparation, environment, progress);
        } catch (BrokenExport e) {
            throw failed(e, e.advice());
        } catch (ImportRefused e) {
            throw failed(e, e.advice());
        } catch (DatabaseUnavailable e) {
            throw failed(e, "Check that PostgreSQL runs, then import again: it continues.");
        } catch (KafkaUnavailable e) {
            throw failed(e, "Check that Kafka runs, then import again: it continues.");
        }
    }

    private ImportResult store(
            ExportReader reader, Preparation preparation, Environment environment, ProgressListener progress)
            throws IOException {
        Vertx vertx = Vertx.vertx();
        try (HistoryImport history = HistoryImport.open(
                vertx,
                environment.domains().domains(),
                preparation.settings().kafka().partitioning(),
                Worker.withLimits(preparation.databases().worker(), HistoryImport.STATEMENT_TIMEOUT),
                environment.database().jdbcUrl())) {
            listener.begins();
            ImportResult result = history.run(reader, this::progress, () -> stopped);
            if (!stopped) {
                listener.stored(result);
                progress.step("publishing events to Kafka");
                history.publish(preparation.clients());
            }
            return result;
        } finally {
            Await.stopped("event loops", vertx.close());
        }
    }

    /**
     * Reads the whole file and changes nothing.
     *
     * @throws UserFacingException when it is damaged, or these domains cannot read it
     */
    public void check(Domains domains) throws IOException {
        try {
            ExportReader reader = new ExportReader(file, domains);
            for (Optional<ExportedCommand> next = reader.next(); next.isPresent(); next = reader.next()) {
                outcomes++;
                progress(events + next.get().events().size());
            }
        } catch (BrokenExport e) {
            throw new UserFacingException(String.valueOf(e.getMessage()), e.advice(), e);
        }
    }

    /** Stops behind the batch that is being stored. Any thread. */
    public void stop() {
        stopped = true;
    }

    /** Whether {@link #stop} was called. */
    public boolean isStopped() {
        return stopped;
    }

    /** The number of events done. */
    public long events() {
        return events;
    }

    /** The number of outcomes checked. */
    public long outcomes() {
        return outcomes;
    }

    private void progress(long done) {
        events = done;
        listener.progress(done);
    }

    private UserFacingException failed(RuntimeException failure, String advice) {
        return new UserFacingException(
                sentence(failure) + " " + events + " events of the file are stored.", advice, failure);
    }

    private static String sentence(RuntimeException failure) {
        String text = String.valueOf(failure.getMessage());
        return text.endsWith(".") ? text : text + '.';
    }

    private static void refuseOthers(List<String> others) {
        if (!others.isEmpty()) {
            throw new UserFacingException(
                    "Other processes of this installation run: " + String.join(", ", others) + ".",
                    "Stop all of them first, then import.");
        }
    }
}

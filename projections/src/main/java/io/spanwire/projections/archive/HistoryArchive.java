package io.spanwire.projections.archive;

import io.spanwire.bus.archive.ArchivedEvent;
import io.spanwire.bus.archive.ArchivedPage;
import io.spanwire.projections.exportfile.ExportScope;
import io.spanwire.projections.schema.JdbcDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The moving of old events from rows into the archive: compressed pages of many events, in a table of the same database.
 * Blocking, one thread. Throws {@code DatabaseUnavailable} when PostgreSQL does not answer or refuses; what was archived
 * before stays so, and the next run continues.
 *
 * <h2>What may be archived, and how</h2>
 *
 * The first events of a stream, as far as they are old enough and published, and never its newest one: so the rows of a
 * stream tell every reader where its archive ends. A transaction moves a few pages: it deletes the rows and inserts the
 * pages, so a reader sees one or the other, and a run that is killed leaves nothing half done. It locks nothing that
 * lanes or readers use: they only append and read. A stream's last page is replaced by a fuller one when it has room.
 */
public final class HistoryArchive implements AutoCloseable {
    private static final int PAGES_AT_ONCE = 16;
    private static final long BYTES_AT_ONCE = 1 << 20;

    private final JdbcDatabase connection;
    private final ArchiveTables tables;

    private HistoryArchive(JdbcDatabase connection) {
        this.connection = connection;
        this.tables = new ArchiveTables(connection);
    }

    /** Connects as the schema's owner, or to read only, as a role that may. */
    public static HistoryArchive open(String url, String user, String password) {
        return new HistoryArchive(JdbcDatabase.forTransfer(HistoryArchive.class, url, user, password));
    }

    /** Makes this the only run, until it is closed; false when another one is running. */
    public boolean claim() {
        return tables.claim();
    }

    /** Whether any of these streams has events. */
    public boolean hasStreams(ExportScope scope) {
        return tables.hasStreams(scope);
    }

    /** The last position of every partition. */
    public Map<Integer, Long> heads() {
        return tables.heads();
    }

    /** The most that may be archived; reads all rows of events. */
    public ArchiveSize countOld(ArchiveRequest request) {
        return tables.countOld(request);
    }

    /** Archives, and returns what was archived. */
    public ArchiveSize run(ArchiveRequest request, ArchiveListener listener) {
        Run run = new Run(request, listener);
        String after = "";
        List<OldStream> streams = tables.oldStreams(request, after);
        while (!streams.isEmpty()) {
            streams.forEach(run::archive);
            after = streams.get(streams.size() - 1).stream();
            streams = tables.oldStreams(request, after);
        }
        run.write();
        return run.archived;
    }

    public boolean hasTablespace(String name) {
        return tables.hasTablespace(name);
    }

    /** Moves the archive, with what it has so far, to a tablespace; readers of archived events wait meanwhile. */
    public void move(String tablespace) {
        tables.move(tablespace);
    }

    public TableSizes sizes() {
        return tables.sizes();
    }

    /** What is archived, by stream type. */
    public List<ArchivedPart> types(ExportScope scope, int max) {
        return tables.parts("types.sql", scope, max);
    }

    /** What is archived, by stream, the largest first. */
    public List<ArchivedPart> streams(ExportScope scope, int max) {
        return tables.parts("streams.sql", scope, max);
    }

    @Override
    public void close() {
        connection.close();
    }

    /** One run: its pages that are not written yet, and what is written. */
    private final class Run {
        private final ArchiveRequest request;
        private final ArchiveListener listener;
        private final List<NewPage> pages = new ArrayList<>();
        private long bytes;
        private ArchiveSize archived = ArchiveSize.NONE;

        private Run(ArchiveRequest request, ArchiveListener listener) {
            this.request = request;
            this.listener = listener;
        }

        private void archive(OldStream stream) {
            PageCutter cutter = new PageCutter();
            Optional<ArchivedPage> last = tables.lastPage(stream).filter(PageCutter::hasRoom);
            last.ifPresent(page -> page.events().forEach(event -> add(stream, cutter.add(event))));
            List<ArchivedEvent> events = tables.events(stream, stream.first() - 1);
            while (!events.isEmpty()) {
                List<ArchivedEvent> old =
                        events.stream().takeWhile(event -> isOld(stream, event)).toList();
                old.forEach(event -> add(stream, cutter.add(event)));
                long read = events.get(events.size() - 1).version();
                events = old.size() < events.size() ? List.of() : tables.events(stream, read);
            }
            add(stream, cutter.end());
            archived = archived.plus(1, 0, 0);
        }

        private boolean isOld(OldStream stream, ArchivedEvent event) {
            return event.at().isBefore(request.before())
                    && event.position() <= request.published().get(stream.partition());
        }

        private void add(OldStream stream, Optional<ArchivedPage> full) {
            full.filter(page -> page.lastVersion() >= stream.first()).ifPresent(page -> {
                pages.add(new NewPage(stream, page, Math.max(page.firstVersion(), stream.first())));
                bytes += page.bytes();
                if (pages.size() >= PAGES_AT_ONCE || bytes >= BYTES_AT_ONCE) {
                    write();
                }
            });
        }

        private void write() {
            if (pages.isEmpty()) {
                return;
            }
            tables.write(pages);
            long events = pages.stream().mapToLong(NewPage::events).sum();
            archived = archived.plus(0, events, bytes);
            pages.clear();
            bytes = 0;
            listener.archived(archived.events());
        }
    }
}

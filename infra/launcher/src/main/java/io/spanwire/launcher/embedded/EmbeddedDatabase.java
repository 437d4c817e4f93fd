package io.spanwire.launcher.embedded;

import io.spanwire.launcher.folder.PrivateFiles;
import io.spanwire.launcher.settings.DatabaseEndpoint;
import io.spanwire.launcher.start.UserFacingException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A PostgreSQL server as a child of this process, reachable from this machine only and by password only, its data kept in
 * a folder. A server that a killed process left running is stopped first. Made at the first start: the database
 * {@code spanwire}, its owner, and the roles {@code spanwire_worker} and {@code spanwire_reader}, which may connect and
 * nothing else until the migrations grant them more. Starting and closing block.
 */
public final class EmbeddedDatabase implements AutoCloseable {
    private final EmbeddedPostgres server;
    private final Path data;
    private final DatabaseEndpoint facts;
    private final Map<String, String> durability;
    private final AtomicBoolean closed = new AtomicBoolean();

    EmbeddedDatabase(EmbeddedPostgres server, Path data, DatabaseEndpoint facts, Map<String, String> durability) {
        this.server = server;
        this.data = data;
        this.facts = facts;
        this.durability = durability;
    }

    /** Starts the server on the data in the folder (made when missing); its programs are unpacked there too. */
    public static EmbeddedDatabase start(Path folder) {
        return start(folder, folder.resolve("binaries"));
    }

    /**
     * As {@link #start(Path)}, with the server's programs unpacked to a folder that several databases share.
     *
     * @throws UserFacingException when the server does not come up
     */
    public static EmbeddedDatabase start(Path folder, Path binaries) {
        Path home = folder.toAbsolutePath();
        try {
            PrivateFiles.createFolder(home);
            PrivateFiles.createFolder(binaries.toAbsolutePath());
            return new DatabaseStart(home, binaries.toAbsolutePath()).run();
        } catch (IOException | SQLException | RuntimeException e) {
            throw failed(home, e);
        }
    }

    private static UserFacingException failed(Path home, Exception e) {
        if (e instanceof UserFacingException already) {
            return already;
        }
        return new UserFacingException(
                "The embedded PostgreSQL did not start: " + e.getMessage(),
                "Its own words are in " + home.resolve(DatabaseStart.LOG) + ". Check free disk space and permissions.",
                e);
    }

    /** Where it is and who may log in. */
    public DatabaseEndpoint facts() {
        return facts;
    }

    /** What the server itself says of fsync, full_page_writes, synchronous_commit and data_checksums. */
    public Map<String, String> durability() {
        return durability;
    }

    /** Ends all sessions and stops the server after a checkpoint. A second call does nothing. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            stop();
        }
    }

    /** The server's own tool first; what it leaves running after its patience is stopped the harder way. */
    private void stop() {
        try {
            Postmaster postmaster = new Postmaster(data);
            Optional<ProcessHandle> process = postmaster.running();
            server.close();
            postmaster.stopLeftover();
            process.ifPresent(Postmaster::exited);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

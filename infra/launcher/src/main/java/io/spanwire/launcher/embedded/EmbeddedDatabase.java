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
 * A PostgreSQL server as a child of this process, for local connections with password only, with its data in a folder.
 * It first stops a server that a killed process left running. The first start creates the database {@code spanwire},
 * its owner, and the roles {@code spanwire_worker} and {@code spanwire_reader}, which may only connect until the
 * migrations grant more. Starting and closing block.
 */
public final class EmbeddedDatabase implements AutoCloseable {
    private final EmbeddedPostgres server;
    private final Path data;
    private final DatabaseEndpoint endpoint;
    private final Map<String, String> durability;
    private final AtomicBoolean closed = new AtomicBoolean();

    EmbeddedDatabase(EmbeddedPostgres server, Path data, DatabaseEndpoint endpoint, Map<String, String> durability) {
        this.server = server;
        this.data = data;
        this.endpoint = endpoint;
        this.durability = durability;
    }

    /** Throws UserFacingException when the folder has data of another version of PostgreSQL. */
    public static void requireVersion(Path folder) {
        try {
            DatabaseStart.refuseOtherVersion(folder.resolve("data"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts the server on a folder (created when missing), which also receives the server's programs. */
    public static EmbeddedDatabase start(Path folder) {
        return start(folder, folder.resolve("binaries"));
    }

    /**
     * The same as {@link #start(Path)}, with the server's programs in a folder that several databases share.
     *
     * @throws UserFacingException when the server does not start
     */
    public static EmbeddedDatabase start(Path folder, Path binaries) {
        Path home = folder.toAbsolutePath();
        try {
            PrivateFiles.createFolder(home);
            PrivateFiles.createFolder(binaries.toAbsolutePath());
            return new DatabaseStart(home, binaries.toAbsolutePath()).run();
        } catch (UserFacingException e) {
            throw e;
        } catch (IOException | SQLException | RuntimeException e) {
            throw new UserFacingException(
                    "The embedded PostgreSQL did not start: " + e.getMessage(),
                    "Its log is " + home.resolve(DatabaseStart.LOG_FILE) + ". Check free disk space and permissions.",
                    e);
        }
    }

    /** Its address and logins. */
    public DatabaseEndpoint endpoint() {
        return endpoint;
    }

    /** The server's actual values of fsync, full_page_writes, synchronous_commit and data_checksums. */
    public Map<String, String> durability() {
        return durability;
    }

    /** Ends all sessions and stops the server after a checkpoint. A second call does nothing. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            Postmaster postmaster = new Postmaster(data);
            Optional<ProcessHandle> process = postmaster.running();
            server.close(); // the server's own tool, with a timeout
            postmaster.stopLeftover();
            process.ifPresent(Postmaster::awaitExit);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

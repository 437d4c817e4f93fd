package io.spanwire.testing;

import io.spanwire.launcher.folder.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** PostgreSQL's programs, unpacked once for all tests of this user: in {@code ~/.cache/spanwire/postgres}. */
final class PostgresPrograms {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresPrograms.class);

    private PostgresPrograms() {}

    /** The folder; one below the given folder if the user's home cannot be written. */
    static Path folder(Path otherwise) {
        Path shared = Path.of(System.getProperty("user.home", ""), ".cache", "spanwire", "postgres");
        try {
            PrivateFiles.createFolder(shared);
            return shared.toAbsolutePath();
        } catch (IOException | SecurityException e) {
            LOG.debug("no folder shared by tests reason={}", e.toString());
            return otherwise;
        }
    }

    /** Makes a server on this data folder use them; where there are no links, it unpacks its own. */
    static void shareWith(Path data) {
        Path own = data.resolve("postgres").resolve("binaries");
        Path shared = folder(own);
        try {
            if (!shared.equals(own)) {
                PrivateFiles.createFolder(data);
                PrivateFiles.createFolder(data.resolve("postgres"));
                Files.createSymbolicLink(own, shared);
            }
        } catch (IOException | UnsupportedOperationException e) {
            LOG.debug("programs not shared reason={}", e.toString());
        }
    }
}

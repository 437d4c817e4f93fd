package io.spanwire.edge.account;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The list of service tokens as last read from its file, which {@code spanwire token} replaces while servers run. Reading
 * blocks. A file that becomes unreadable leaves the last list in force. Thread-safe.
 */
final class ServiceTokenFile {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceTokenFile.class);
    private static final FileTime NEVER = FileTime.fromMillis(0);
    private static final int MAX_BYTES = 16 << 20;
    private static final Set<PosixFilePermission> TOO_WIDE = PosixFilePermissions.fromString("----w--w-");

    private final Path file;
    private volatile ServiceTokenList list = ServiceTokenList.EMPTY;
    private FileTime changed = NEVER;
    private Object key = "";
    private long size;
    private boolean isReported;

    ServiceTokenFile(Path folder) {
        this.file = folder.resolve(ServiceTokenList.FILE);
    }

    ServiceTokenList list() {
        return list;
    }

    /** Reads the file if it was replaced; returns whether the list may be another one. */
    synchronized boolean reload() {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            Object now = attributes.fileKey() == null ? "" : attributes.fileKey();
            if (attributes.lastModifiedTime().equals(changed) && attributes.size() == size && now.equals(key)) {
                return false;
            }
            list = read();
            changed = attributes.lastModifiedTime();
            size = attributes.size();
            key = now;
            isReported = false;
            LOG.info("service tokens read count={}", list.tokens().size());
            return true;
        } catch (NoSuchFileException none) {
            boolean had = !list.tokens().isEmpty();
            list = ServiceTokenList.EMPTY;
            changed = NEVER;
            return had;
        } catch (IOException | IllegalArgumentException unreadable) {
            report(String.valueOf(unreadable.getMessage()));
            return false;
        }
    }

    private ServiceTokenList read() throws IOException {
        if (Files.getFileStore(file).supportsFileAttributeView("posix")
                && Files.getPosixFilePermissions(file).stream().anyMatch(TOO_WIDE::contains)) {
            throw new IllegalArgumentException("other users can write it");
        }
        if (Files.size(file) > MAX_BYTES) {
            throw new IllegalArgumentException("it has more than " + MAX_BYTES + " bytes");
        }
        return ServiceTokenList.parse(Files.readString(file));
    }

    private void report(String reason) {
        if (!isReported) {
            LOG.error("service tokens cannot be read, those read before stay in force file={} reason={}", file, reason);
            isReported = true;
        }
    }
}

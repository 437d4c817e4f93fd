package io.spanwire.launcher.folder;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.spanwire.launcher.start.UserFacingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder of all data of one Spanwire. Claiming it takes an operating system lock, so two processes never share it;
 * the lock ends with the process. The lock file contains the last holder's pid; the locked byte is far behind it,
 * because Windows hides locked bytes from readers.
 */
public final class DataFolder implements AutoCloseable {
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    private final Path path;
    private final FileChannel channel;

    private DataFolder(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Creates the folder when missing, sets its mode to 0700 and locks it.
     *
     * @throws UserFacingException when another running process has the folder, or it cannot be written
     */
    public static DataFolder claim(Path folder) {
        Path path = folder.toAbsolutePath().normalize();
        try {
            PrivateFiles.createFolder(path);
            return lock(path);
        } catch (IOException e) {
            throw new UserFacingException(
                    "The data folder " + path + " cannot be used: " + e.getMessage(),
                    "Give a folder with --data that this user may create and write.",
                    e);
        }
    }

    private static DataFolder lock(Path path) throws IOException {
        FileChannel channel = FileChannel.open(path.resolve("lock"), CREATE, READ, WRITE);
        try {
            if (tryLock(channel) == null) {
                throw inUse(path, holder(channel));
            }
            writeHolder(channel);
            return new DataFolder(path, channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock(LOCKED_BYTE, 1, false);
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static UserFacingException inUse(Path path, String pid) {
        return new UserFacingException(
                "The data folder " + path + " is in use by another Spanwire (process " + pid + ").",
                "Stop that process (kill " + pid + "), or give this one another folder with --data.");
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(32);
        channel.read(bytes, 0);
        String pid = new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII).strip();
        return pid.isEmpty() ? "unknown" : pid;
    }

    private static void writeHolder(FileChannel channel) throws IOException {
        byte[] pid = (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII);
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(pid), 0);
    }

    /**
     * Deletes everything in a data folder.
     *
     * @throws UserFacingException when it is in use, or has no data of Spanwire
     */
    public static void empty(Path folder) {
        Path path = folder.toAbsolutePath().normalize();
        if (!Files.isDirectory(path)) {
            return;
        }
        if (!Files.exists(path.resolve("lock"))) {
            throw new UserFacingException(
                    "The folder " + path + " has no data of Spanwire, so nothing in it was deleted.",
                    "Name the data folder with --data.");
        }
        try (DataFolder claimed = claim(folder);
                Stream<Path> found = Files.walk(claimed.path)) {
            for (Path file : found.sorted(Comparator.reverseOrder()).toList()) {
                if (!file.equals(claimed.path) && !file.equals(claimed.path.resolve("lock"))) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UserFacingException(
                    "The data in " + path + " cannot be deleted: " + e.getMessage(), "Remove the folder yourself.", e);
        }
    }

    public Path path() {
        return path;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.spanwire.launcher.roles;

import io.spanwire.edge.security.SessionKey;
import io.spanwire.edge.security.SessionKeys;
import io.spanwire.launcher.start.UserFacingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The files with the keys that sign sessions: one file, or a folder of them in the order of their names, the newest last.
 * Refused are files that other users can read, and keys that could be guessed.
 */
final class SessionKeyFiles {
    private static final Set<PosixFilePermission> TOO_WIDE = PosixFilePermissions.fromString("----w-rw-");
    private static final int MIN_BITS = 256;
    private static final int MIN_DIFFERENT_BYTES = 12;
    private static final int MAX_BYTES = 64 << 10;

    private SessionKeyFiles() {}

    static SessionKeys read(Path path) {
        try {
            return new SessionKeys(
                    files(path).stream().map(SessionKeyFiles::key).toList());
        } catch (IOException | IllegalArgumentException e) {
            throw new UserFacingException(
                    "The keys that sign sessions cannot be used: " + path + ": " + e.getMessage(),
                    "Check session-secret-file: a file with a key, or a folder of at most 16 such files.",
                    e);
        }
    }

    private static List<Path> files(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> all = Files.list(path)) {
            return all.filter(file -> !file.getFileName().toString().startsWith("."))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        }
    }

    private static SessionKey key(Path file) {
        try {
            requirePrivate(file);
            if (Files.size(file) > MAX_BYTES) {
                throw weak(file, "is larger than " + MAX_BYTES + " bytes");
            }
            byte[] bytes = Files.readAllBytes(file);
            requireStrong(file, bytes);
            return new SessionKey(bytes);
        } catch (IOException e) {
            throw new UserFacingException(
                    "The key that signs sessions cannot be read: " + file,
                    "Check session-secret-file and the file's permissions.",
                    e);
        }
    }

    /** The group may read it: mounted secrets often belong to root and a group. */
    private static void requirePrivate(Path file) throws IOException {
        if (Files.getFileStore(file).supportsFileAttributeView("posix")
                && Files.getPosixFilePermissions(file).stream().anyMatch(TOO_WIDE::contains)) {
            throw new UserFacingException(
                    "The key that signs sessions can be read or replaced by other users: " + file,
                    "Whoever reads it can sign in as anyone. Run: chmod 600 " + file + ". If others may have read it,"
                            + " make a new one: head -c 32 /dev/urandom > " + file);
        }
    }

    /** A lower bound by the alphabet of the key: hexadecimal digits have 4 bits each, other text at most 6. */
    private static void requireStrong(Path file, byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1).strip();
        int bitsPerByte = text.matches("[0-9a-fA-F]*") ? 4 : text.matches("[ -~]*") ? 6 : Byte.SIZE;
        int length = bitsPerByte == Byte.SIZE ? bytes.length : text.length();
        if (length * bitsPerByte < MIN_BITS) {
            throw weak(file, "has " + length * bitsPerByte + " bits at most");
        }
        if (text.chars().distinct().count() < MIN_DIFFERENT_BYTES) {
            throw weak(file, "repeats a few characters");
        }
    }

    private static UserFacingException weak(Path file, String reason) {
        return new UserFacingException(
                "The key that signs sessions " + reason + ": " + file,
                "It needs " + MIN_BITS + " random bits. Make one: head -c 32 /dev/urandom > " + file);
    }
}

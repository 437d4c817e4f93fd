package io.spanwire.launcher.folder;

import io.spanwire.launcher.start.UserFacingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files with secrets that an operator made. As ssh does, those that other users can read or replace are refused. */
public final class SecretFiles {
    /** The group may read: mounted secrets often belong to root and a group. */
    private static final Set<PosixFilePermission> TOO_WIDE = PosixFilePermissions.fromString("----w-rw-");

    private static final int MAX_BYTES = 64 << 10;

    private SecretFiles() {}

    /**
     * The text of a file, without space around it.
     *
     * @param setting the setting that names the file
     * @throws UserFacingException when it is unreadable, empty, or open to other users
     */
    public static String read(String setting, Path file) {
        requirePrivate(setting, file);
        try {
            String text =
                    Files.size(file) > MAX_BYTES ? "" : Files.readString(file).strip();
            if (text.isEmpty()) {
                throw refused(setting, file, "is empty or too large");
            }
            return text;
        } catch (IOException e) {
            throw unreadable(setting, file);
        }
    }

    /** Refuses a file that other users can read or replace. */
    public static void requirePrivate(String setting, Path file) {
        if (!Files.isReadable(file)) {
            throw unreadable(setting, file);
        }
        try {
            if (Files.getFileStore(file).supportsFileAttributeView("posix")
                    && Files.getPosixFilePermissions(file).stream().anyMatch(TOO_WIDE::contains)) {
                throw new UserFacingException(
                        "The setting " + setting + " is " + file + ", which other users can read or replace.",
                        "Run: chmod 600 " + file + ". If others may have read it, replace the secret.");
            }
        } catch (IOException e) {
            throw unreadable(setting, file);
        }
    }

    private static UserFacingException unreadable(String setting, Path file) {
        return refused(setting, file, "does not exist or cannot be read");
    }

    private static UserFacingException refused(String setting, Path file, String problem) {
        return new UserFacingException(
                "The setting " + setting + " is " + file + ", which " + problem + ".",
                "Give the path of a file that only this process's user, and its group, can read.");
    }
}

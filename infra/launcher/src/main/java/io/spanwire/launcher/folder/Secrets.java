package io.spanwire.launcher.folder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/** Generated secrets of 256 random bits, created on first use and stored in files that only the owner can read. */
public final class Secrets {
    private static final int BYTES = 32;

    private final Path folder;
    private final SecureRandom random = new SecureRandom();

    private Secrets(Path folder) {
        this.folder = folder;
    }

    public static Secrets in(Path folder) {
        try {
            PrivateFiles.createFolder(folder);
            return new Secrets(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The secret of that name, the same after a restart. */
    public synchronized String secret(String name) {
        try {
            Path file = file(name);
            if (!Files.exists(file)) {
                byte[] bytes = new byte[BYTES];
                random.nextBytes(bytes);
                PrivateFiles.write(file, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file of a secret, for other programs that read it. */
    public Path file(String name) {
        return folder.resolve(name);
    }
}

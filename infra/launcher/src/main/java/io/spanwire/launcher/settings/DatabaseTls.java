package io.spanwire.launcher.settings;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How connections to PostgreSQL are protected: not at all, or by TLS with the server's certificate and name verified
 * ({@code verify-full}).
 *
 * @param verified whether TLS is used
 * @param root PEM file of the certificates to trust; empty for those that Java trusts
 */
public record DatabaseTls(boolean verified, Optional<Path> root) {
    public static final DatabaseTls DISABLED = new DatabaseTls(false, Optional.empty());

    public static DatabaseTls verifyFull(Optional<Path> root) {
        return new DatabaseTls(true, root);
    }
}

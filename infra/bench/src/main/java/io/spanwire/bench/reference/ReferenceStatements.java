package io.spanwire.bench.reference;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Loads the SQL statements of this package. */
final class ReferenceStatements {
    private ReferenceStatements() {}

    static String read(String name) {
        try (InputStream in = ReferenceStatements.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

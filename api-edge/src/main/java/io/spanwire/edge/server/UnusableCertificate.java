package io.spanwire.edge.server;

import java.nio.file.Path;

/** The files of a certificate and its key cannot be read, or do not belong together. */
public final class UnusableCertificate extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnusableCertificate(Path certificate, Path key, Exception cause) {
        super(
                "The certificate " + certificate + " with the key " + key + " cannot be used: " + cause.getMessage(),
                cause);
    }
}

package io.spanwire.edge.page;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.Encoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Brotli compressor, a native library: not on every platform, nor where the temporary folder may not hold programs. */
final class Brotli {
    private static final Logger LOG = LoggerFactory.getLogger(Brotli.class);
    private static final boolean AVAILABLE = load();

    private Brotli() {}

    /** The text compressed as well as possible; empty without the library. */
    static Optional<byte[]> compress(byte[] text) {
        if (!AVAILABLE) {
            return Optional.empty();
        }
        try {
            return Optional.of(Encoder.compress(
                    text, new Encoder.Parameters().setQuality(11).setMode(Encoder.Mode.TEXT)));
        } catch (IOException impossible) {
            throw new UncheckedIOException("An array cannot be compressed", impossible);
        }
    }

    private static boolean load() {
        if (Brotli4jLoader.isAvailable()) {
            return true;
        }
        LOG.info("brotli unavailable, pages are compressed with gzip only cause={}", String.valueOf(cause()));
        return false;
    }

    private static Throwable cause() {
        return Brotli4jLoader.getUnavailabilityCause();
    }
}

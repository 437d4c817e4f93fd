package io.spanwire.projections.transfer;

import io.spanwire.bus.message.EventSecret;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A stored event as an export reads it; its secret if it has personal data. */
record StoredLine(String stream, long version, long position, Instant at, String body, @Nullable EventSecret secret) {
    StoredLine withBody(String other) {
        return new StoredLine(stream, version, position, at, other, secret);
    }

    StoredTexts.Stored text() {
        return new StoredTexts.Stored(body, secret);
    }
}

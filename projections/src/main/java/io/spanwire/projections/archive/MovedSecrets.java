package io.spanwire.projections.archive;

import io.spanwire.bus.archive.ArchivedPage;
import io.spanwire.bus.message.EventSecret;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The secrets of events that move into pages, as they were when their rows and pages were deleted: a secret that was read
 * before may have been destroyed meanwhile.
 */
final class MovedSecrets {
    private record Key(String stream, long version) {}

    private final Map<Key, byte[]> secrets = new HashMap<>();

    /** Adds that of a row; null if it has none. */
    boolean add(String stream, long version, byte @Nullable [] secret) {
        return secret != null && secrets.put(new Key(stream, version), secret) == null;
    }

    /** Adds those of a page; null if it has none. */
    boolean addPage(String stream, long firstVersion, byte @Nullable [] ofPage) {
        for (int i = 0; ofPage != null && i < ofPage.length / EventSecret.BYTES; i++) {
            byte[] secret = Arrays.copyOfRange(ofPage, i * EventSecret.BYTES, (i + 1) * EventSecret.BYTES);
            add(stream, firstVersion + i, secret);
        }
        return true;
    }

    /** Those of a new page in the form that is stored; null if none of its events has one. */
    byte @Nullable [] of(NewPage moved) {
        ArchivedPage page = moved.page();
        byte[] ofPage = new byte[Math.toIntExact(page.lastVersion() - page.firstVersion() + 1) * EventSecret.BYTES];
        boolean any = false;
        for (long version = page.firstVersion(); version <= page.lastVersion(); version++) {
            byte[] secret = secrets.get(new Key(moved.stream().stream(), version));
            if (secret != null) {
                int at = Math.toIntExact(version - page.firstVersion()) * EventSecret.BYTES;
                System.arraycopy(secret, 0, ofPage, at, EventSecret.BYTES);
                any = true;
            }
        }
        return any ? ofPage : null;
    }
}

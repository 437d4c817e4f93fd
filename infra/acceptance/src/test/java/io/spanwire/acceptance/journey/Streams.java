package io.spanwire.acceptance.journey;

import java.util.UUID;

/** Unique stream names for tests. */
final class Streams {
    private Streams() {}

    static String chat() {
        return "chat/" + UUID.randomUUID();
    }

    static String list() {
        return "list/" + UUID.randomUUID();
    }

    static String key(String stream) {
        return stream.substring(stream.indexOf('/') + 1);
    }
}

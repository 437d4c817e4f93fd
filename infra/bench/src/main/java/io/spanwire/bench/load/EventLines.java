package io.spanwire.bench.load;

import io.vertx.core.buffer.Buffer;

/** Counts lines of a response in chunks by their first byte, so that a line may span chunks. */
final class EventLines {
    private boolean atStart = true;
    private boolean ended;

    /**
     * Returns how many lines in the chunk begin with {@code counted}, until the first line that begins with {@code end}.
     */
    int count(Buffer chunk, char counted, char end) {
        int lines = 0;
        for (byte each : chunk.getBytes()) {
            ended |= atStart && each == end;
            lines += atStart && !ended && each == counted ? 1 : 0;
            atStart = each == '\n';
        }
        return lines;
    }

    /** Whether the last line has begun. */
    boolean ended() {
        return ended;
    }
}

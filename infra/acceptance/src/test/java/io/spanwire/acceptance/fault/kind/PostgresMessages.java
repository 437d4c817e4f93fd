package io.spanwire.acceptance.fault.kind;

import java.nio.charset.StandardCharsets;

/**
 * An incremental parser that splits one direction of a PostgreSQL connection into messages.
 *
 * @see <a href="https://www.postgresql.org/docs/current/protocol-message-formats.html">PostgreSQL message formats</a>
 */
final class PostgresMessages {
    /** Bytes of a message that identify it: a start-up's parameters, a short query, the tag of a completed command. */
    private static final int HEAD_BYTES = 512;

    private static final int LENGTH_BYTES = 4;

    private final StringBuilder head = new StringBuilder();
    private boolean typed;
    private char type;
    private int lengthBytes;
    private int length;
    private int remaining;
    private int start;

    /** Receives each complete message. */
    interface Reader {
        /**
         * @param type first byte of the message, or 0 for a start-up message
         * @param head beginning of its body, one char per byte
         * @param start its position in this chunk; 0 if it began in an earlier one
         * @return false to stop reading this chunk
         */
        boolean onMessage(char type, String head, int start);
    }

    /** @param startup whether the first message has no type, which is true for the client's start-up message */
    PostgresMessages(boolean startup) {
        this.typed = startup;
    }

    void read(byte[] bytes, int count, Reader reader) {
        start = 0;
        int at = 0;
        while (at < count) {
            if (remaining > 0) {
                int available = Math.min(remaining, count - at);
                appendHead(bytes, at, available);
                remaining -= available;
                at += available;
            } else if (!typed) {
                start = at;
                type = (char) (bytes[at++] & 0xff);
                typed = true;
            } else {
                start = lengthBytes == 0 && type == 0 ? at : start;
                length = (length << 8) | (bytes[at++] & 0xff);
                lengthBytes++;
                remaining = lengthBytes == LENGTH_BYTES ? length - LENGTH_BYTES : 0;
            }
            if (lengthBytes == LENGTH_BYTES && remaining == 0 && !finish(reader)) {
                return;
            }
        }
    }

    private void appendHead(byte[] bytes, int from, int count) {
        int room = Math.min(count, HEAD_BYTES - head.length());
        if (room > 0) {
            head.append(new String(bytes, from, room, StandardCharsets.ISO_8859_1));
        }
    }

    private boolean finish(Reader reader) {
        boolean proceed = reader.onMessage(type, head.toString(), start);
        typed = false;
        type = 0;
        lengthBytes = 0;
        length = 0;
        head.setLength(0);
        return proceed;
    }
}

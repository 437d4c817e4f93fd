package io.spanwire.acceptance.fault.kind;

import java.nio.charset.StandardCharsets;

/**
 * Cuts one direction of a PostgreSQL connection into messages, piece by piece as they come.
 *
 * @see <a href="https://www.postgresql.org/docs/current/protocol-message-formats.html">PostgreSQL message formats</a>
 */
final class PostgresMessages {
    /** Enough of a message to know it: a start-up's parameters, a short query, the tag of a completed command. */
    private static final int HEAD = 512;

    private static final int LENGTH_BYTES = 4;

    private final StringBuilder head = new StringBuilder();
    private boolean typed;
    private char type;
    private int lengthBytes;
    private int length;
    private int left;
    private int start;

    /** Is told of each message; false ends the reading of this piece. */
    interface Reader {
        /**
         * A whole message.
         *
         * @param type its first byte, or 0 for a start-up
         * @param head the beginning of its body, byte by byte
         * @param start where it begins in this piece; 0 when it began in one before
         */
        boolean message(char type, String head, int start);
    }

    /** @param startup whether the first message is one without a type, as whoever connects sends it */
    PostgresMessages(boolean startup) {
        this.typed = startup;
    }

    void read(byte[] bytes, int count, Reader reader) {
        start = 0;
        int at = 0;
        while (at < count) {
            if (left > 0) {
                int take = Math.min(left, count - at);
                keep(bytes, at, take);
                left -= take;
                at += take;
            } else if (!typed) {
                start = at;
                type = (char) (bytes[at++] & 0xff);
                typed = true;
            } else {
                start = lengthBytes == 0 && type == 0 ? at : start;
                length = (length << 8) | (bytes[at++] & 0xff);
                lengthBytes++;
                left = lengthBytes == LENGTH_BYTES ? length - LENGTH_BYTES : 0;
            }
            if (lengthBytes == LENGTH_BYTES && left == 0 && !over(reader)) {
                return;
            }
        }
    }

    private void keep(byte[] bytes, int from, int count) {
        int room = Math.min(count, HEAD - head.length());
        if (room > 0) {
            head.append(new String(bytes, from, room, StandardCharsets.ISO_8859_1));
        }
    }

    private boolean over(Reader reader) {
        boolean on = reader.message(type, head.toString(), start);
        typed = false;
        type = 0;
        lengthBytes = 0;
        length = 0;
        head.setLength(0);
        return on;
    }
}

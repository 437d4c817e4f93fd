package io.spanwire.bus.message;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import java.util.zip.CRC32;

/**
 * The texts of tokens whose content is no user's business: base64url of a format number, other numbers with variable
 * length (LEB128), and a CRC-32 that tells a damaged text. Letters, digits, {@code -} and {@code _}.
 */
public final class OpaqueToken {
    private static final int CHECKSUM = 4;
    private static final int CONTINUES = 0x80;
    private static final int BITS = 7;

    private OpaqueToken() {}

    /** Writes a token. */
    public static final class Writer {
        private final ByteArrayOutputStream content = new ByteArrayOutputStream();

        public Writer(int format) {
            content.write(format);
        }

        public Writer uuid(UUID id) {
            byte[] bytes = ByteBuffer.allocate(2 * Long.BYTES)
                    .putLong(id.getMostSignificantBits())
                    .putLong(id.getLeastSignificantBits())
                    .array();
            content.write(bytes, 0, bytes.length);
            return this;
        }

        /** Adds a number, 0 or more. */
        public Writer number(long number) {
            long rest = number;
            while (rest >= CONTINUES) {
                content.write((int) (rest & (CONTINUES - 1)) | CONTINUES);
                rest >>>= BITS;
            }
            content.write((int) rest);
            return this;
        }

        public String text() {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(withChecksum(content.toByteArray()));
        }
    }

    /** Reads a token. Every fault is an {@link IllegalArgumentException} with a message for users. */
    public static final class Reader {
        private final ByteBuffer content;

        public Reader(int format, String text) {
            byte[] all = Base64.getUrlDecoder().decode(text);
            if (all.length <= CHECKSUM) {
                throw new IllegalArgumentException("A token is longer");
            }
            byte[] bytes = Arrays.copyOf(all, all.length - CHECKSUM);
            if (!Arrays.equals(all, withChecksum(bytes)) || bytes[0] != format) {
                throw new IllegalArgumentException(
                        "The token is damaged, of another kind, or of another version of Spanwire");
            }
            content = ByteBuffer.wrap(bytes, 1, bytes.length - 1);
        }

        public UUID uuid() {
            try {
                return new UUID(content.getLong(), content.getLong());
            } catch (BufferUnderflowException tooShort) {
                throw new IllegalArgumentException("A token is longer", tooShort);
            }
        }

        public long number() {
            long number = 0;
            for (int shift = 0; shift < Long.SIZE - 1; shift += BITS) {
                int next = next();
                number |= (long) (next & (CONTINUES - 1)) << shift;
                if (next < CONTINUES) {
                    return number;
                }
            }
            throw new IllegalArgumentException("A number of the token is too long");
        }

        public boolean hasMore() {
            return content.hasRemaining();
        }

        private int next() {
            if (!content.hasRemaining()) {
                throw new IllegalArgumentException("A token is longer");
            }
            return Byte.toUnsignedInt(content.get());
        }
    }

    private static byte[] withChecksum(byte[] content) {
        CRC32 checksum = new CRC32();
        checksum.update(content);
        byte[] all = Arrays.copyOf(content, content.length + CHECKSUM);
        for (int i = 0; i < CHECKSUM; i++) {
            all[content.length + i] = (byte) (checksum.getValue() >>> (Byte.SIZE * i));
        }
        return all;
    }
}

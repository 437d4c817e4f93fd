package io.spanwire.bus.archive;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Numbers and texts as bytes: unsigned LEB128 numbers, and texts with their length before them. */
final class PageBytes {
    private final ByteArrayOutputStream bytes;

    PageBytes(int expected) {
        this.bytes = new ByteArrayOutputStream(expected);
    }

    void number(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes.write((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        bytes.write((int) rest);
    }

    void text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        number(utf8.length);
        bytes(utf8);
    }

    void bytes(byte[] more) {
        bytes.writeBytes(more);
    }

    byte[] toArray() {
        return bytes.toByteArray();
    }

    static long readNumber(ByteBuffer from) {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte next = from.get();
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number is too long");
    }

    /** A number that is not larger than what could follow. */
    static int readCount(ByteBuffer from) {
        long value = readNumber(from);
        if (value < 0 || value > Integer.MAX_VALUE >> 1) {
            throw new IllegalArgumentException("a count is out of range");
        }
        return (int) value;
    }

    static String readText(ByteBuffer from) {
        return StandardCharsets.UTF_8.decode(readBytes(from)).toString();
    }

    /** The next so many bytes. */
    static ByteBuffer readBytes(ByteBuffer from) {
        int length = readCount(from);
        if (length > from.remaining()) {
            throw new IllegalArgumentException("it ends too early");
        }
        ByteBuffer part = from.slice(from.position(), length);
        from.position(from.position() + length);
        return part;
    }
}

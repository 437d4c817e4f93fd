package io.spanwire.bus.message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The text of a stored event: CloudEvents 1.0 JSON on one line, as UTF-8. It stays the bytes in which it was stored, so
 * that passing it on decodes nothing. A part of an array that it may share with other texts and that nobody changes.
 */
public final class EventText {
    private final byte[] array;
    private final int offset;
    private final int length;

    /** The text at this part of the array. The caller does not change the array from then on. */
    public EventText(byte[] array, int offset, int length) {
        if (offset < 0 || length < 0 || offset + length > array.length) {
            throw new IllegalArgumentException("The text must lie within the array");
        }
        this.array = array;
        this.offset = offset;
        this.length = length;
    }

    /** The text that is the whole array. The caller does not change the array from then on. */
    public static EventText of(byte[] utf8) {
        return new EventText(utf8, 0, utf8.length);
    }

    public static EventText of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The array that contains the text: for reading only, from {@link #offset} on. */
    public byte[] array() {
        return array;
    }

    public int offset() {
        return offset;
    }

    /** The number of bytes. */
    public int length() {
        return length;
    }

    /** The bytes of the text alone: for reading only. */
    public byte[] toBytes() {
        return length == array.length ? array : Arrays.copyOfRange(array, offset, offset + length);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof EventText text
                && Arrays.equals(array, offset, offset + length, text.array, text.offset, text.offset + text.length);
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    @Override
    public String toString() {
        return new String(array, offset, length, StandardCharsets.UTF_8);
    }
}

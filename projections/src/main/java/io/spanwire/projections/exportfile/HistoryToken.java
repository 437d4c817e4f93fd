package io.spanwire.projections.exportfile;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32;

/**
 * How far an export went: the last exported position of each partition, and what outcomes without events there were.
 * Its text is opaque to users: base64url of a format number, the epoch, the other numbers with variable length
 * (LEB128), and a CRC-32 that tells a damaged text.
 *
 * @param epoch of the history that the positions belong to
 * @param outcomesFrom a time in whole seconds, which divides the outcomes without events into older and recent ones
 * @param outcomesBefore number of the older ones
 * @param positions by partition
 */
public record HistoryToken(UUID epoch, Instant outcomesFrom, long outcomesBefore, List<Long> positions) {
    private static final int FORMAT = 1;
    private static final int CHECKSUM = 4;

    public HistoryToken {
        positions = List.copyOf(positions);
    }

    /** The position of a history's beginning. */
    public static HistoryToken beginning(UUID epoch, int partitions) {
        return new HistoryToken(epoch, Instant.EPOCH, 0, Collections.nCopies(partitions, 0L));
    }

    /** @throws IllegalArgumentException when the text is no token */
    public static HistoryToken parse(String text) {
        byte[] all = Base64.getUrlDecoder().decode(text);
        if (all.length <= CHECKSUM) {
            throw new IllegalArgumentException("A token is longer");
        }
        byte[] content = Arrays.copyOf(all, all.length - CHECKSUM);
        if (!Arrays.equals(all, withChecksum(content)) || content[0] != FORMAT) {
            throw new IllegalArgumentException("The token is damaged, or of another version of Spanwire");
        }
        try {
            return read(new DataInputStream(new ByteArrayInputStream(content, 1, content.length - 1)));
        } catch (IOException tooShort) {
            throw new IllegalArgumentException("A token is longer", tooShort);
        }
    }

    private static HistoryToken read(DataInputStream in) throws IOException {
        UUID epoch = new UUID(in.readLong(), in.readLong());
        Instant from = Instant.ofEpochSecond(readNumber(in));
        long before = readNumber(in);
        List<Long> positions = new ArrayList<>();
        while (in.available() > 0) {
            positions.add(readNumber(in));
        }
        return new HistoryToken(epoch, from, before, positions);
    }

    /** The token for users: letters, digits, {@code -} and {@code _}. */
    public String text() {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(content);
        try {
            out.writeByte(FORMAT);
            out.writeLong(epoch.getMostSignificantBits());
            out.writeLong(epoch.getLeastSignificantBits());
            writeNumber(out, Math.max(0, outcomesFrom.getEpochSecond()));
            writeNumber(out, outcomesBefore);
            for (long position : positions) {
                writeNumber(out, position);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(withChecksum(content.toByteArray()));
    }

    private static byte[] withChecksum(byte[] content) {
        CRC32 checksum = new CRC32();
        checksum.update(content);
        byte[] all = Arrays.copyOf(content, content.length + CHECKSUM);
        for (int i = 0; i < CHECKSUM; i++) {
            all[content.length + i] = (byte) (checksum.getValue() >>> (8 * i));
        }
        return all;
    }

    private static void writeNumber(DataOutputStream out, long number) throws IOException {
        long rest = number;
        while (rest > 0x7f) {
            out.writeByte((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        out.writeByte((int) rest);
    }

    private static long readNumber(DataInputStream in) throws IOException {
        long number = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int next = in.readUnsignedByte();
            number |= (long) (next & 0x7f) << shift;
            if (next < 0x80) {
                return number;
            }
        }
        throw new IllegalArgumentException("A number of the token is too long");
    }
}

package io.spanwire.bus.message;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * The ids of commands that no client sends, and of messages to receivers outside: name-based, so that a process that sends
 * one again, after any crash, sends it with the same id, and it takes effect once. They are UUIDs of version 8 with the first
 * bits of a SHA-256, and a client's key never becomes such an id: nobody can use one up before.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9562#appendix-B.2">RFC 9562, appendix B.2</a>
 */
public final class DerivedIds {
    private static final int VERSION = 8;

    private DerivedIds() {}

    /** The command that a reaction to an event sends as its {@code ordinal}th effect, from 0; also if a timer sends it. */
    public static UUID ofReaction(String reaction, StreamId stream, long version, int ordinal) {
        return of("reaction\n" + reaction + '\n' + stream + '\n' + version + '\n' + ordinal);
    }

    /** The command of a timer that a command's decision has set, as its {@code ordinal}th, from 0. */
    public static UUID ofTimer(UUID command, int ordinal) {
        return of("timer\n" + command + '\n' + ordinal);
    }

    /** The message that tells a receiver outside of an event: the same in each repeat, another in another history. */
    public static UUID ofMessage(UUID epoch, StreamId stream, long version) {
        return of("message\n" + epoch + '\n' + stream + '\n' + version);
    }

    /** Whether an id is of this kind. */
    public static boolean isDerived(UUID id) {
        return id.version() == VERSION;
    }

    private static UUID of(String name) {
        ByteBuffer hash = ByteBuffer.wrap(sha256(name));
        long high = (hash.getLong() & ~0xF000L) | 0x8000L;
        long low = (hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every Java runtime has SHA-256", missing);
        }
    }
}

package io.spanwire.edge.command;

import java.nio.ByteBuffer;
import java.security.SecureRandom;

/**
 * Random numbers that nobody can guess, for event loops. {@link SecureRandom} takes a lock and reads from the system
 * each time, so every thread draws a block of bytes from it at once and uses each byte for one number only: a number
 * tells nothing about another. Reading from the system does not block. Thread-safe.
 */
final class SecureNumbers {
    private static final int BLOCK_BYTES = 4096;

    private final SecureRandom source = new SecureRandom();
    private final ThreadLocal<ByteBuffer> blocks = ThreadLocal.withInitial(() -> ByteBuffer.allocate(0));

    /** 64 random bits. */
    long next() {
        if (!blocks.get().hasRemaining()) {
            byte[] bytes = new byte[BLOCK_BYTES];
            source.nextBytes(bytes);
            blocks.set(ByteBuffer.wrap(bytes));
        }
        return blocks.get().getLong();
    }
}

package io.spanwire.bus.personal;

/**
 * The key of one subject: all personal data in events about them are encrypted under it. Kept in PostgreSQL alone; when it
 * is destroyed, a later event of the same subject gets another one. Immutable.
 */
public final class SubjectKey {
    /** Its length. */
    public static final int BYTES = 32;

    private final long id;
    private final byte[] bytes;

    /**
     * @param id which no other key ever has
     * @param bytes which the caller does not change from then on
     */
    public SubjectKey(long id, byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("A subject's key has " + BYTES + " bytes");
        }
        this.id = id;
        this.bytes = bytes;
    }

    public long id() {
        return id;
    }

    /** For reading only. */
    byte[] bytes() {
        return bytes;
    }

    @Override
    public String toString() {
        return "key " + id;
    }
}

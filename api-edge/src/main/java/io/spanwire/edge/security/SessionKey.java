package io.spanwire.edge.security;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The secret that signs sessions: 256 bits or more, the same on every node of an installation. Never printed. */
public final class SessionKey {
    private static final int LEAST_BYTES = 32;
    private static final String HMAC = "HmacSHA256";

    private final byte[] bytes;

    /** Refuses a key of less than 256 bits: a guessable key would let anyone be anyone. */
    public SessionKey(byte[] bytes) {
        if (bytes.length < LEAST_BYTES) {
            throw new IllegalArgumentException("The session key has " + bytes.length * Byte.SIZE
                    + " bits; it needs at least " + LEAST_BYTES * Byte.SIZE);
        }
        this.bytes = bytes.clone();
    }

    byte[] bytes() {
        return bytes.clone();
    }

    /** A key for another purpose, from which this one cannot be had back. */
    SessionKey derived(String purpose) {
        return new SessionKey(hmac(purpose));
    }

    byte[] hmac(String text) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(bytes, HMAC));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException | InvalidKeyException missing) {
            throw new IllegalStateException("Every Java runtime has HMAC-SHA-256", missing);
        }
    }

    @Override
    public String toString() {
        return "***";
    }
}

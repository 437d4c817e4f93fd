package io.spanwire.edge.security;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The secret that signs sessions: at least 256 bits, the same on every node of an installation. Never printed. */
public final class SessionKey {
    private static final int MIN_BYTES = 32;
    private static final int ID_BYTES = 9;
    private static final String HMAC = "HmacSHA256";

    private final byte[] bytes;
    /** Never used itself: it is not thread-safe. */
    private final Mac mac;

    private final String id;

    /** Refuses a key of less than 256 bits: a guessed key gives access as any caller. */
    public SessionKey(byte[] bytes) {
        if (bytes.length < MIN_BYTES) {
            throw new IllegalArgumentException("The session key has " + bytes.length * Byte.SIZE
                    + " bits; it needs at least " + MIN_BYTES * Byte.SIZE);
        }
        this.bytes = bytes.clone();
        this.mac = keyed(this.bytes);
        this.id = Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hmac("key id"), ID_BYTES));
    }

    /** The name of the key in tokens; does not reveal it. */
    String id() {
        return id;
    }

    byte[] bytes() {
        return bytes.clone();
    }

    /** A key for another purpose, which does not reveal this one. */
    SessionKey derived(String purpose) {
        return new SessionKey(hmac(purpose));
    }

    byte[] hmac(String text) {
        try {
            Mac own = (Mac) mac.clone(); // a fraction of the cost of looking up and keying a new one for each request
            return own.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (CloneNotSupportedException missing) {
            throw new IllegalStateException("The HMAC-SHA-256 of every Java runtime can be cloned", missing);
        }
    }

    private static Mac keyed(byte[] key) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac;
        } catch (NoSuchAlgorithmException | InvalidKeyException missing) {
            throw new IllegalStateException("Every Java runtime has HMAC-SHA-256", missing);
        }
    }

    @Override
    public String toString() {
        return "***";
    }
}

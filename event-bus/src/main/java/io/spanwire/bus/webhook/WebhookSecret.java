package io.spanwire.bus.webhook;

import java.util.Arrays;
import java.util.Base64;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The secret that a webhook's requests are signed with: 24 to 64 bytes, as text {@code whsec_} and base64. Its
 * {@link #toString} has no bytes of it, so it can stand in a record that is logged. Immutable.
 */
public final class WebhookSecret {
    private static final String PREFIX = "whsec_";
    private static final int MIN = 24;
    private static final int MAX = 64;
    private static final int GENERATED = 32;

    private final byte[] bytes;

    /** @throws IllegalArgumentException when there are too few or too many bytes */
    public WebhookSecret(byte[] bytes) {
        if (bytes.length < MIN || bytes.length > MAX) {
            throw new IllegalArgumentException("A secret is whsec_ and the base64 of 24 to 64 bytes");
        }
        this.bytes = bytes.clone();
    }

    /** @throws IllegalArgumentException when the text is no secret; the message says what one is, without the text */
    public static WebhookSecret parse(String text) {
        if (!text.startsWith(PREFIX)) {
            throw new IllegalArgumentException("A secret is whsec_ and the base64 of 24 to 64 bytes");
        }
        try {
            return new WebhookSecret(Base64.getDecoder().decode(text.substring(PREFIX.length())));
        } catch (IllegalArgumentException notBase64) {
            throw new IllegalArgumentException("A secret is whsec_ and the base64 of 24 to 64 bytes", notBase64);
        }
    }

    /** A new secret of 32 bytes. */
    public static WebhookSecret generate(RandomGenerator random) {
        byte[] bytes = new byte[GENERATED];
        random.nextBytes(bytes);
        return new WebhookSecret(bytes);
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    /** The secret as its receiver keeps it. */
    public String text() {
        return PREFIX + Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof WebhookSecret secret && Arrays.equals(bytes, secret.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return PREFIX + "***";
    }
}

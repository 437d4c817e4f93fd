package io.spanwire.bus.message;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * SHA-256 over the content of a command (stream, name, data, caller, expected version), truncated to 128 bits, in
 * base64url. The same id with another fingerprint means that the client used one key for two requests.
 */
final class Fingerprint {
    private static final int BYTES = 16;

    private Fingerprint() {}

    static String of(Command command) {
        MessageDigest sha = sha256();
        update(sha, command.stream().toString());
        update(sha, command.name());
        update(sha, command.data());
        update(sha, command.caller().subject());
        update(
                sha,
                command.expected().isPresent()
                        ? Long.toString(command.expected().getAsLong())
                        : "");
        byte[] truncated = new byte[BYTES];
        System.arraycopy(sha.digest(), 0, truncated, 0, BYTES);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(truncated);
    }

    private static void update(MessageDigest sha, String part) {
        sha.update(part.getBytes(StandardCharsets.UTF_8));
        sha.update((byte) 0);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every Java runtime has SHA-256", missing);
        }
    }
}

package io.spanwire.bus.message;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * SHA-256 over what a command asks (stream, name, data, caller, expected version), cut to 128 bits and written as
 * base64url. The same id with another fingerprint is another request under a key already used.
 */
final class Fingerprint {
    private static final int BYTES = 16;

    private Fingerprint() {}

    static String of(Command command) {
        MessageDigest sha = sha256();
        feed(sha, command.stream().toString());
        feed(sha, command.name());
        feed(sha, command.data());
        feed(sha, command.caller().subject());
        feed(
                sha,
                command.expected().isPresent()
                        ? Long.toString(command.expected().getAsLong())
                        : "");
        byte[] cut = new byte[BYTES];
        System.arraycopy(sha.digest(), 0, cut, 0, BYTES);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(cut);
    }

    private static void feed(MessageDigest sha, String part) {
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

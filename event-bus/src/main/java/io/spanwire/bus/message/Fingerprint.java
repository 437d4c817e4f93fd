package io.spanwire.bus.message;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.OptionalLong;

/**
 * SHA-256 over the content of a command (stream, name, data, caller, expected version), truncated to 128 bits, in
 * base64url. The same id with another fingerprint means that the client used one key for two requests.
 */
final class Fingerprint {
    private static final int BYTES = 16;

    private Fingerprint() {}

    static String of(Command command) {
        MessageDigest sha = sha256();
        OptionalLong expected = command.expected();
        for (String part : List.of(
                command.stream().toString(),
                command.name(),
                command.data(),
                command.caller().subject(),
                expected.isPresent() ? Long.toString(expected.getAsLong()) : "")) {
            sha.update(part.getBytes(StandardCharsets.UTF_8));
            sha.update((byte) 0);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(sha.digest(), BYTES));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every Java runtime has SHA-256", missing);
        }
    }
}

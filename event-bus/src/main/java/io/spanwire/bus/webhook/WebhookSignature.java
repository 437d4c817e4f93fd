package io.spanwire.bus.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The value of the header {@code webhook-signature}: for each secret {@code v1,} and the base64 of the HMAC-SHA-256 of
 * {@code id.timestamp.body}, separated by spaces.
 *
 * @see <a href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">the format</a>
 */
public final class WebhookSignature {
    private static final String ALGORITHM = "HmacSHA256";

    private WebhookSignature() {}

    /** Signs a request with each of the secrets: the present one, and while it is rotated, also the one before. */
    public static String of(List<WebhookSecret> secrets, String id, long timestamp, byte[] body) {
        byte[] before = (id + '.' + timestamp + '.').getBytes(StandardCharsets.UTF_8);
        return secrets.stream()
                .map(secret -> "v1," + sign(secret, before, body))
                .collect(Collectors.joining(" "));
    }

    private static String sign(WebhookSecret secret, byte[] before, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.bytes(), ALGORITHM));
            mac.update(before);
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("This Java has no HMAC-SHA-256", missing);
        }
    }
}

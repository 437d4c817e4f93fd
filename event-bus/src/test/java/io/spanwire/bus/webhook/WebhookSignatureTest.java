package io.spanwire.bus.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSignatureTest {
    /** The example that the libraries of Standard Webhooks are tested with. */
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);

    @Test
    void publishedExampleHasItsSignature() {
        assertThat(WebhookSignature.of(
                        List.of(WebhookSecret.parse(SECRET)), "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, BODY))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void eachSecretSigns() {
        WebhookSecret other = WebhookSecret.generate(new Random(1));

        String both = WebhookSignature.of(List.of(other, WebhookSecret.parse(SECRET)), "id", 1, BODY);

        assertThat(both.split(" ", -1))
                .containsExactly(
                        WebhookSignature.of(List.of(other), "id", 1, BODY),
                        WebhookSignature.of(List.of(WebhookSecret.parse(SECRET)), "id", 1, BODY));
    }

    @Test
    void secretIsItsTextButDoesNotPrintIt() {
        WebhookSecret secret = WebhookSecret.generate(new Random(2));

        assertThat(WebhookSecret.parse(secret.text())).isEqualTo(secret);
        assertThat(secret).hasToString("whsec_***");
        assertThat(secret.bytes()).hasSize(32);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "whsec_",
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS",
                "whsec_not base64 at all, not at all",
                "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
            })
    void whatIsNoSecretIsRefusedWithoutRepeatingIt(String text) {
        assertThatThrownBy(() -> WebhookSecret.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A secret is whsec_ and the base64 of 24 to 64 bytes");
    }
}

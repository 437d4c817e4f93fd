package io.spanwire.projections.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.bus.message.FeedName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WebhookRunTest {
    private static final Instant NOW = Instant.parse("2026-11-30T10:00:00Z");
    private static final DeliveryResult REFUSED = DeliveryResult.answered(500, Optional.empty());

    private final WebhookRun run = new WebhookRun(webhook(1, true), Duration.ofHours(1));

    @Test
    void requestsUnderWayAreBounded() {
        assertThat(run.free(NOW)).isEqualTo(WebhookRun.MAX);
        run.sent();
        assertThat(run.free(NOW)).isEqualTo(WebhookRun.MAX - 1);
    }

    @Test
    void afterAFailureNothingIsSentForAPauseAndThenOneRequestTries() {
        run.sent();
        run.failed(run.round(), REFUSED, NOW);

        assertThat(run.free(NOW)).isZero();
        Instant retry = run.nextTry(NOW).orElseThrow();
        assertThat(Duration.between(NOW, retry)).isBetween(Duration.ofMillis(250), Duration.ofMillis(500));
        assertThat(run.free(retry)).isEqualTo(1);
        run.sent();
        assertThat(run.free(retry)).isZero();

        run.delivered();
        assertThat(run.free(retry)).isEqualTo(WebhookRun.MAX);
    }

    @Test
    void requestsThatWereSentTogetherAreOneFailure() {
        int round = run.round();
        for (int i = 0; i < 50; i++) {
            run.sent();
        }
        for (int i = 0; i < 50; i++) {
            run.failed(round, REFUSED, NOW);
        }

        assertThat(Duration.between(NOW, run.nextTry(NOW).orElseThrow())).isLessThanOrEqualTo(Duration.ofMillis(500));
    }

    @Test
    void pausesOfAReceiverThatIsDownGrowToAMinute() {
        Instant now = NOW;
        for (int i = 0; i < 20; i++) {
            run.sent();
            run.failed(run.round(), REFUSED, now);
            now = run.nextTry(now).orElseThrow();
        }
        run.sent();
        run.failed(run.round(), REFUSED, now);

        assertThat(Duration.between(now, run.nextTry(now).orElseThrow()))
                .isBetween(Duration.ofSeconds(30), Duration.ofMinutes(1));
    }

    @Test
    void retryAfterIsHonouredWithABound() {
        run.sent();
        run.failed(run.round(), DeliveryResult.answered(429, Optional.of(Duration.ofSeconds(90))), NOW);
        assertThat(run.nextTry(NOW)).hasValue(NOW.plusSeconds(90));

        run.sent();
        run.failed(run.round(), DeliveryResult.answered(503, Optional.of(Duration.ofDays(90))), NOW);
        assertThat(run.nextTry(NOW)).hasValue(NOW.plus(Duration.ofHours(1)));
    }

    @Test
    void pausedWebhookSendsNothingAndAnotherGenerationForgetsFailures() {
        run.sent();
        run.failed(run.round(), REFUSED, NOW);

        run.update(webhook(1, false));
        assertThat(run.free(NOW.plusSeconds(99))).isZero();
        assertThat(run.nextTry(NOW)).isEmpty();

        run.update(webhook(2, true));
        assertThat(run.free(NOW)).isEqualTo(WebhookRun.MAX);
    }

    @Test
    void answersAreClassified() {
        assertThat(DeliveryResult.answered(204, Optional.empty()).isDelivered()).isTrue();
        assertThat(DeliveryResult.answered(302, Optional.empty()).failure())
                .isEqualTo("The receiver redirects (302), which is not followed.");
        assertThat(DeliveryResult.answered(410, Optional.empty()).isGone()).isTrue();
        assertThat(DeliveryResult.answered(199, Optional.empty()).isDelivered()).isFalse();
    }

    private static Webhook webhook(long generation, boolean isActive) {
        return new Webhook(
                new UUID(1, 1),
                generation,
                FeedName.EVERYTHING,
                Set.of(),
                "https://example.org/",
                List.of(),
                isActive,
                Optional.empty());
    }
}

package io.spanwire.bus.webhook;

import java.util.Optional;

/**
 * What an installation allows of webhooks.
 *
 * @param most the maximum number of webhooks; 0 for none
 * @param plainHttp whether URLs may be http, whose requests anyone on the way can read
 */
public record WebhookRules(int most, boolean plainHttp, AddressRules addresses) {
    /** 100 webhooks, https, public addresses. */
    public static final WebhookRules STANDARD = new WebhookRules(100, false, AddressRules.PUBLIC);

    /** Why a URL is refused, as a sentence for operators; names are looked up only when an event is delivered. */
    public Optional<String> refusal(String url) {
        try {
            WebhookTarget target = WebhookTarget.parse(url);
            if (!target.isHttps() && !plainHttp) {
                return Optional.of("Give an https URL; webhooks.plain-http would allow http.");
            }
            return target.literal().flatMap(addresses::refusal);
        } catch (IllegalArgumentException invalid) {
            return Optional.of(String.valueOf(invalid.getMessage()));
        }
    }
}

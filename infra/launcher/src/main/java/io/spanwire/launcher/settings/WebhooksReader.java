package io.spanwire.launcher.settings;

import io.spanwire.bus.webhook.AddressNetwork;
import io.spanwire.bus.webhook.AddressRules;
import io.spanwire.bus.webhook.WebhookRules;
import java.time.Duration;

/** The reader of the settings of webhooks. */
final class WebhooksReader {
    private WebhooksReader() {}

    static Settings.Webhooks read(SettingValues values) {
        AddressRules addresses = new AddressRules(values.list(SettingKey.WEBHOOK_NETWORKS, WebhooksReader::network));
        return new Settings.Webhooks(
                new WebhookRules(
                        values.integer(SettingKey.WEBHOOKS),
                        values.flag(SettingKey.WEBHOOK_HTTP).orElse(false),
                        addresses),
                Duration.ofSeconds(values.number(SettingKey.WEBHOOK_TIMEOUT)),
                Duration.ofSeconds(values.number(SettingKey.WEBHOOK_PAUSE)),
                Duration.ofMinutes(values.number(SettingKey.WEBHOOK_GIVE_UP)),
                values.path(SettingKey.WEBHOOK_ROOT)
                        .map(path -> SettingsReader.requireReadable(SettingKey.WEBHOOK_ROOT, path)));
    }

    private static AddressNetwork network(String text) {
        try {
            return AddressNetwork.parse(text);
        } catch (IllegalArgumentException invalid) {
            throw SettingKey.WEBHOOK_NETWORKS.invalid("is not valid: " + invalid.getMessage());
        }
    }
}

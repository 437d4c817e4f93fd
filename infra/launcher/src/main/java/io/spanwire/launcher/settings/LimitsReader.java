package io.spanwire.launcher.settings;

import io.spanwire.edge.budget.BudgetSettings;
import io.spanwire.edge.budget.TokenRate;
import io.spanwire.edge.budget.TrustedProxies;

/** The reader of the settings that limit callers, client addresses and this node. */
final class LimitsReader {
    private static final int HANDSHAKE_BURST = 10;
    private static final int BURST = 2;

    private LimitsReader() {}

    static Settings.Limits read(SettingValues values) {
        return new Settings.Limits(
                values.integer(SettingKey.COMMAND_RATE),
                values.integer(SettingKey.SIGN_IN_RATE),
                values.integer(SettingKey.SOCKETS),
                values.integer(SettingKey.SOCKETS_PER_CALLER),
                budgets(values),
                proxies(values));
    }

    private static BudgetSettings budgets(SettingValues values) {
        return new BudgetSettings(
                values.integer(SettingKey.CONNECTIONS_PER_ADDRESS),
                rate(values, SettingKey.HANDSHAKE_RATE, HANDSHAKE_BURST),
                values.integer(SettingKey.SOCKETS_PER_ADDRESS),
                new BudgetSettings.Feeds(
                        values.integer(SettingKey.FEEDS),
                        values.integer(SettingKey.FEEDS_PER_ADDRESS),
                        values.integer(SettingKey.FEEDS_PER_CALLER)),
                rate(values, SettingKey.READ_RATE_OF_ADDRESS, BURST),
                rate(values, SettingKey.COMMAND_RATE_OF_ADDRESS, BURST),
                values.number(SettingKey.BUFFERED_PER_ADDRESS),
                rate(values, SettingKey.READ_RATE, BURST));
    }

    private static TokenRate rate(SettingValues values, SettingKey key, int burst) {
        long perSecond = values.number(key);
        return new TokenRate(burst * perSecond, perSecond);
    }

    private static TrustedProxies proxies(SettingValues values) {
        boolean protocol = values.flag(SettingKey.PROXY_PROTOCOL).orElse(false);
        try {
            return new TrustedProxies(values.list(SettingKey.TRUSTED_PROXIES, network -> network), protocol);
        } catch (IllegalArgumentException invalid) {
            throw SettingKey.TRUSTED_PROXIES.invalid("is not valid: " + invalid.getMessage());
        }
    }
}

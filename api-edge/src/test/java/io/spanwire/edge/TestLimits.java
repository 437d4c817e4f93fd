package io.spanwire.edge;

import io.spanwire.edge.LimitSettings.Connections;
import io.spanwire.edge.LimitSettings.Rates;
import io.spanwire.edge.LimitSettings.Timeouts;
import io.spanwire.edge.LimitSettings.Waits;
import io.spanwire.edge.budget.BudgetSettings;
import io.spanwire.edge.budget.TrustedProxies;

/** Copies of limits with one part changed. */
final class TestLimits {
    private TestLimits() {}

    static LimitSettings with(LimitSettings base, Waits waits) {
        return new LimitSettings(
                base.bodyBytes(),
                waits,
                base.connections(),
                base.rates(),
                base.budgets(),
                base.proxies(),
                base.timeouts());
    }

    static LimitSettings with(LimitSettings base, Connections connections) {
        return new LimitSettings(
                base.bodyBytes(),
                base.waits(),
                connections,
                base.rates(),
                base.budgets(),
                base.proxies(),
                base.timeouts());
    }

    static LimitSettings with(LimitSettings base, Rates rates) {
        return new LimitSettings(
                base.bodyBytes(),
                base.waits(),
                base.connections(),
                rates,
                base.budgets(),
                base.proxies(),
                base.timeouts());
    }

    static LimitSettings with(LimitSettings base, Timeouts timeouts) {
        return new LimitSettings(
                base.bodyBytes(),
                base.waits(),
                base.connections(),
                base.rates(),
                base.budgets(),
                base.proxies(),
                timeouts);
    }

    static LimitSettings with(LimitSettings base, BudgetSettings budgets) {
        return new LimitSettings(
                base.bodyBytes(),
                base.waits(),
                base.connections(),
                base.rates(),
                budgets,
                base.proxies(),
                base.timeouts());
    }

    static LimitSettings with(LimitSettings base, TrustedProxies proxies) {
        return new LimitSettings(
                base.bodyBytes(),
                base.waits(),
                base.connections(),
                base.rates(),
                base.budgets(),
                proxies,
                base.timeouts());
    }
}

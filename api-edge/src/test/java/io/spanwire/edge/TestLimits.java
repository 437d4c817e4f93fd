package io.spanwire.edge;

import io.spanwire.edge.LimitSettings.Connections;
import io.spanwire.edge.LimitSettings.Rates;
import io.spanwire.edge.LimitSettings.Timeouts;
import io.spanwire.edge.LimitSettings.Waits;

/** Copies of limits with one part changed. */
final class TestLimits {
    private TestLimits() {}

    static LimitSettings with(LimitSettings base, Waits waits) {
        return new LimitSettings(base.bodyBytes(), waits, base.connections(), base.rates(), base.timeouts());
    }

    static LimitSettings with(LimitSettings base, Connections connections) {
        return new LimitSettings(base.bodyBytes(), base.waits(), connections, base.rates(), base.timeouts());
    }

    static LimitSettings with(LimitSettings base, Rates rates) {
        return new LimitSettings(base.bodyBytes(), base.waits(), base.connections(), rates, base.timeouts());
    }

    static LimitSettings with(LimitSettings base, Timeouts timeouts) {
        return new LimitSettings(base.bodyBytes(), base.waits(), base.connections(), base.rates(), timeouts);
    }
}

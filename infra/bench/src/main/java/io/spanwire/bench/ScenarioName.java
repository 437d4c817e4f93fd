package io.spanwire.bench;

import io.spanwire.bench.scenario.CommandScenario;
import io.spanwire.bench.scenario.FanOutScenario;
import io.spanwire.bench.scenario.FeedScenario;
import io.spanwire.bench.scenario.LatencyScenario;
import io.spanwire.bench.scenario.ReactionScenario;
import io.spanwire.bench.scenario.RebuildScenario;
import io.spanwire.bench.scenario.ReplayScenario;
import io.spanwire.bench.scenario.Scenario;
import io.spanwire.bench.scenario.WarmUpScenario;
import io.spanwire.bench.scenario.WebhookScenario;
import java.util.Locale;
import java.util.Optional;

/** Values of {@code --only}, in the order of a run. */
enum ScenarioName {
    START,
    SOCKETS,
    WARMUP,
    COMMANDS,
    LATENCY,
    FANOUT,
    REPLAY,
    FEED,
    REBUILD,
    REACTIONS,
    WEBHOOKS;

    /** Empty for those that start servers themselves. */
    Optional<Scenario> scenario() {
        return switch (this) {
            case START, SOCKETS -> Optional.empty();
            case WARMUP -> Optional.of(new WarmUpScenario());
            case COMMANDS -> Optional.of(new CommandScenario());
            case LATENCY -> Optional.of(new LatencyScenario());
            case FANOUT -> Optional.of(new FanOutScenario());
            case REPLAY -> Optional.of(new ReplayScenario());
            case FEED -> Optional.of(new FeedScenario());
            case REBUILD -> Optional.of(new RebuildScenario());
            case REACTIONS -> Optional.of(new ReactionScenario());
            case WEBHOOKS -> Optional.of(new WebhookScenario());
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

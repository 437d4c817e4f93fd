package io.spanwire.bench;

import io.spanwire.bench.scenario.CommandScenario;
import io.spanwire.bench.scenario.FanOutScenario;
import io.spanwire.bench.scenario.LatencyScenario;
import io.spanwire.bench.scenario.ReplayScenario;
import io.spanwire.bench.scenario.Scenario;
import java.util.Optional;
import java.util.function.Supplier;

/** What {@code --only} takes, in the order of a run. */
enum ScenarioName {
    START(null),
    COMMANDS(CommandScenario::new),
    LATENCY(LatencyScenario::new),
    FANOUT(FanOutScenario::new),
    REPLAY(ReplayScenario::new);

    private final Optional<Supplier<Scenario>> scenario;

    ScenarioName(@org.jspecify.annotations.Nullable Supplier<Scenario> scenario) {
        this.scenario = Optional.ofNullable(scenario);
    }

    /** Empty for the start, which needs the servers stopped. */
    Optional<Scenario> onStage() {
        return scenario.map(Supplier::get);
    }
}

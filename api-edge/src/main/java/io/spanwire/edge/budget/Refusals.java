package io.spanwire.edge.budget;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import io.spanwire.edge.budget.Limit.Scope;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** The refusals of everything that a limit forbids, counted by limit and scope; those by address are reported. Thread-safe. */
public final class Refusals {
    private final Map<Limit, Map<Scope, Counter>> counters = new EnumMap<>(Limit.class);
    private final BiConsumer<String, Limit> byAddress;

    /** @param byAddress gets an address and the limit that it has reached, at most once a minute */
    public Refusals(MeterRegistry meters, BiConsumer<String, Limit> byAddress) {
        this.byAddress = byAddress;
        for (Limit limit : Limit.values()) {
            Map<Scope, Counter> scopes = new EnumMap<>(Scope.class);
            for (Scope scope : Scope.values()) {
                scopes.put(
                        scope,
                        Counter.builder("spanwire.edge.refused")
                                .description("What was refused because of a limit")
                                .tag("limit", limit.text())
                                .tag("scope", scope.text())
                                .register(meters));
            }
            counters.put(limit, scopes);
        }
    }

    /** The counter of refusals for a limit. */
    public Counter counter(Limit limit, Scope scope) {
        return Objects.requireNonNull(
                Objects.requireNonNull(counters.get(limit)).get(scope));
    }

    /** Counts a refusal of something that cannot be answered. */
    void count(Limit limit, Scope scope) {
        counter(limit, scope).increment();
    }

    void report(String network, Limit limit) {
        byAddress.accept(network, limit);
    }

    /** Counts a refusal at a maximum of open things. */
    ProblemException full(Limit limit, Scope scope) {
        count(limit, scope);
        String maximum = "the maximum number of " + limit.text() + " of one " + scope.text() + '.';
        return scope == Scope.NODE
                ? new ProblemException(Problems.UNAVAILABLE.because("This server has reached " + maximum))
                : new ProblemException(Problems.TOO_MANY_REQUESTS.because("You have reached " + maximum));
    }

    /** Counts a refusal at a rate. */
    ProblemException tooFast(Limit limit, Scope scope, long waitNanos) {
        count(limit, scope);
        return new ProblemException(
                Problems.TOO_MANY_REQUESTS.because("Too many " + limit.text() + " of one " + scope.text() + '.'),
                1 + TimeUnit.NANOSECONDS.toSeconds(waitNanos));
    }
}

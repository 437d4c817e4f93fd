package io.spanwire.acceptance.fault.kind;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.acceptance.link.Proxy;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.ToLongFunction;

/** Links reset their connections and refuse new ones, as if the server behind them were down. */
public final class ConnectionsRefused implements Fault {
    private final String name;
    private final List<Proxy> links;
    private long resets;
    private long accepted;
    private int open;

    public ConnectionsRefused(String name, List<Proxy> links) {
        this.name = name;
        this.links = List.copyOf(links);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void inject() throws IOException {
        resets = sum(Proxy::resets);
        for (Proxy link : links) {
            link.refuse();
        }
        links.forEach(Proxy::resetAll);
        accepted = sum(Proxy::accepted);
    }

    @Override
    public Duration hold() {
        return Duration.ofSeconds(8);
    }

    @Override
    public void heal() throws IOException {
        open = links.stream().mapToInt(Proxy::open).sum();
        accepted = sum(Proxy::accepted) - accepted;
        for (Proxy link : links) {
            link.heal();
        }
    }

    @Override
    public String prove() {
        assertThat(sum(Proxy::resets) - resets).as("connections reset").isPositive();
        assertThat(accepted).as("connections accepted during the fault").isZero();
        assertThat(open).as("open connections at the end of the fault").isZero();
        return name + ": " + (sum(Proxy::resets) - resets) + " reset";
    }

    private long sum(ToLongFunction<Proxy> count) {
        return links.stream().mapToLong(count).sum();
    }
}

package io.spanwire.acceptance.fault.kind;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.acceptance.link.Proxy;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.ToLongFunction;

/** Links are reset and refuse every new connection: what is behind them is not there. */
public final class ConnectionsRefused implements Fault {
    private final String name;
    private final List<Proxy> links;
    private long resets;
    private long connections;
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
        links.forEach(Proxy::cut);
        connections = sum(Proxy::connections);
    }

    @Override
    public Duration hold() {
        return Duration.ofSeconds(8);
    }

    @Override
    public void heal() throws IOException {
        open = links.stream().mapToInt(Proxy::open).sum();
        connections = sum(Proxy::connections) - connections;
        for (Proxy link : links) {
            link.mend();
        }
    }

    @Override
    public String prove() {
        assertThat(sum(Proxy::resets) - resets).as("connections reset").isPositive();
        assertThat(connections).as("connections that came through meanwhile").isZero();
        assertThat(open).as("connections left").isZero();
        return name + ": " + (sum(Proxy::resets) - resets) + " reset";
    }

    private long sum(ToLongFunction<Proxy> count) {
        return links.stream().mapToLong(count).sum();
    }
}

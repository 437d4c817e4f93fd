package io.spanwire.acceptance.fault.kind;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.acceptance.link.Direction;
import io.spanwire.acceptance.link.Proxy;
import io.spanwire.acceptance.link.ProxyDirection;
import io.spanwire.acceptance.link.TrafficRule;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** A traffic rule on one or both directions of some links; the proxies count its effects. */
public final class LinkFault implements Fault {
    private final String name;
    private final List<Proxy> links;
    private final List<Direction> directions;
    private final TrafficRule rule;
    private final ToLongFunction<ProxyDirection> counter;
    private final Duration hold;
    private long before;

    private LinkFault(
            String name,
            List<Proxy> links,
            List<Direction> directions,
            TrafficRule rule,
            ToLongFunction<ProxyDirection> counter,
            Duration hold) {
        this.name = name;
        this.links = List.copyOf(links);
        this.directions = List.copyOf(directions);
        this.rule = rule;
        this.counter = counter;
        this.hold = hold;
    }

    /**
     * Drops the traffic in one direction; connections that were open stay dead after it is healed.
     *
     * @param hold longer than the timeouts of the link's users
     */
    public static LinkFault blackHole(Proxy link, Direction direction, Duration hold) {
        return new LinkFault(
                link.name() + " drops " + direction.name().toLowerCase(Locale.ROOT),
                List.of(link),
                List.of(direction),
                new TrafficRule.BlackHole(),
                ProxyDirection::dropped,
                hold);
    }

    /** Holds the traffic in both directions and delivers it later. */
    public static LinkFault stall(Proxy link) {
        return new LinkFault(
                link.name() + " stalls",
                List.of(link),
                List.of(Direction.values()),
                new TrafficRule.Hold(),
                ProxyDirection::delayed,
                Duration.ofSeconds(6));
    }

    /** Delays each chunk in both directions. */
    public static LinkFault delay(String name, List<Proxy> links, Duration delay) {
        return new LinkFault(
                name,
                links,
                List.of(Direction.values()),
                new TrafficRule.Delay(delay),
                ProxyDirection::delayed,
                Duration.ofSeconds(6));
    }

    /** Limits the bytes per second in both directions. */
    public static LinkFault throttle(String name, List<Proxy> links, int bytesPerSecond) {
        return new LinkFault(
                name,
                links,
                List.of(Direction.values()),
                new TrafficRule.Throttle(bytesPerSecond),
                ProxyDirection::delayed,
                Duration.ofSeconds(6));
    }

    /** Resets the connection that sends the given byte in this direction, anywhere in a message. */
    public static LinkFault resetAfter(Proxy link, Direction direction, long bytes) {
        return new LinkFault(
                link.name() + " is reset in the middle of " + direction.name().toLowerCase(Locale.ROOT),
                List.of(link),
                List.of(direction),
                new TrafficRule.ResetAfter(bytes),
                ProxyDirection::resets,
                Duration.ofSeconds(2));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void inject() {
        before = count();
        proxyDirections().forEach(direction -> direction.setRule(rule));
    }

    @Override
    public Duration hold() {
        return hold;
    }

    @Override
    public void heal() throws IOException {
        for (Proxy link : links) {
            link.heal();
        }
    }

    @Override
    public String prove() {
        long effects = count() - before;
        assertThat(effects).as("effects of: %s", name).isPositive();
        return name + ": " + effects;
    }

    private long count() {
        return proxyDirections().stream().mapToLong(counter).sum();
    }

    private List<ProxyDirection> proxyDirections() {
        return links.stream()
                .flatMap(link -> directions.stream().map(link::direction))
                .toList();
    }
}

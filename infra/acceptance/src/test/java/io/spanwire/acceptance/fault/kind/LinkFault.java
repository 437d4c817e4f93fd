package io.spanwire.acceptance.fault.kind;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.acceptance.link.Direction;
import io.spanwire.acceptance.link.Proxy;
import io.spanwire.acceptance.link.ProxyDirection;
import io.spanwire.acceptance.link.TrafficRule;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** One or both directions of some links treat what passes in another way; the proxies count what they did. */
public final class LinkFault implements Fault {
    private final String name;
    private final List<Proxy> links;
    private final List<Direction> directions;
    private final TrafficRule passage;
    private final ToLongFunction<ProxyDirection> count;
    private final Duration hold;
    private long before;

    private LinkFault(
            String name,
            List<Proxy> links,
            List<Direction> directions,
            TrafficRule passage,
            ToLongFunction<ProxyDirection> count,
            Duration hold) {
        this.name = name;
        this.links = List.copyOf(links);
        this.directions = List.copyOf(directions);
        this.passage = passage;
        this.count = count;
        this.hold = hold;
    }

    /**
     * What goes that way vanishes, and for good on the connections that were open.
     *
     * @param hold longer than whoever uses the link waits for an answer
     */
    public static LinkFault loses(Proxy link, Direction direction, Duration hold) {
        String what = link.name() + " loses " + direction.name().toLowerCase(Locale.ROOT);
        return new LinkFault(
                what, List.of(link), List.of(direction), new TrafficRule.Lost(), ProxyDirection::lost, hold);
    }

    /** What goes either way waits, then arrives. */
    public static LinkFault stands(Proxy link) {
        return new LinkFault(
                link.name() + " stands still",
                List.of(link),
                List.of(Direction.values()),
                new TrafficRule.Held(),
                ProxyDirection::delayed,
                Duration.ofSeconds(6));
    }

    /** Each piece that goes either way is so late. */
    public static LinkFault slow(String name, List<Proxy> links, Duration delay) {
        return new LinkFault(
                name,
                links,
                List.of(Direction.values()),
                new TrafficRule.Slow(delay),
                ProxyDirection::delayed,
                Duration.ofSeconds(6));
    }

    /** So many bytes a second go either way. */
    public static LinkFault narrow(String name, List<Proxy> links, int bytesPerSecond) {
        return new LinkFault(
                name,
                links,
                List.of(Direction.values()),
                new TrafficRule.Narrow(bytesPerSecond),
                ProxyDirection::delayed,
                Duration.ofSeconds(6));
    }

    /** After so many bytes that way a connection is reset, wherever it is then; the next ones pass. */
    public static LinkFault cutsAfter(Proxy link, Direction direction, long bytes) {
        return new LinkFault(
                link.name() + " is cut in the middle of " + direction.name().toLowerCase(Locale.ROOT),
                List.of(link),
                List.of(direction),
                new TrafficRule.Cut(bytes),
                ProxyDirection::cut,
                Duration.ofSeconds(2));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void inject() {
        before = counted();
        ways().forEach(way -> way.set(passage));
    }

    @Override
    public Duration hold() {
        return hold;
    }

    @Override
    public void heal() throws IOException {
        for (Proxy link : links) {
            link.mend();
        }
    }

    @Override
    public String prove() {
        long happened = counted() - before;
        assertThat(happened).as("how often %s", name).isPositive();
        return name + ": " + happened;
    }

    private long counted() {
        return ways().stream().mapToLong(count).sum();
    }

    private List<ProxyDirection> ways() {
        List<ProxyDirection> ways = new ArrayList<>();
        links.forEach(link -> directions.forEach(direction -> ways.add(link.way(direction))));
        return ways;
    }
}

package io.spanwire.acceptance.harness;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The configuration of a {@link BrokerProcess}: one KRaft node on loopback, with as many listeners as a test needs. */
record BrokerConfig(Path data, int port, int controller, List<Listener> others) {
    private static final String HOST = "127.0.0.1:";
    private static final Map<String, String> SMALL = Map.ofEntries(
            Map.entry("process.roles", "broker,controller"),
            Map.entry("node.id", "1"),
            Map.entry("inter.broker.listener.name", "OWN"),
            Map.entry("controller.listener.names", "CONTROLLER"),
            Map.entry("auto.create.topics.enable", "false"),
            Map.entry("default.replication.factor", "1"),
            Map.entry("min.insync.replicas", "1"),
            Map.entry("offsets.topic.replication.factor", "1"),
            Map.entry("offsets.topic.num.partitions", "4"),
            Map.entry("transaction.state.log.replication.factor", "1"),
            Map.entry("transaction.state.log.min.isr", "1"),
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            Map.entry("broker.session.timeout.ms", "6000"),
            Map.entry("broker.heartbeat.interval.ms", "1000"),
            Map.entry("num.network.threads", "2"),
            Map.entry("num.io.threads", "4"),
            Map.entry("log.cleaner.dedupe.buffer.size", "4194304"),
            Map.entry("log.cleaner.io.buffer.size", "262144"),
            Map.entry("log.segment.bytes", "16777216"),
            Map.entry("log.index.size.max.bytes", "262144"));

    /** A listener that advertises another port, where a proxy listens. */
    record Listener(String name, int port, int advertised) {}

    void write(Path file) throws IOException {
        Properties all = new Properties();
        all.putAll(SMALL);
        all.setProperty("log.dirs", Files.createDirectories(data).toString());
        all.setProperty("controller.quorum.voters", "1@" + HOST + controller);
        all.setProperty("listeners", addresses(Listener::port) + ",CONTROLLER://" + HOST + controller);
        all.setProperty("advertised.listeners", addresses(Listener::advertised));
        all.setProperty(
                "listener.security.protocol.map",
                Stream.concat(Stream.of("CONTROLLER"), all().map(Listener::name))
                        .map(name -> name + ":PLAINTEXT")
                        .collect(Collectors.joining(",")));
        try (OutputStream out = Files.newOutputStream(file)) {
            all.store(out, "A broker with one listener per process");
        }
    }

    private Stream<Listener> all() {
        return Stream.concat(Stream.of(new Listener("OWN", port, port)), others.stream());
    }

    private String addresses(ToIntFunction<Listener> portOf) {
        return all().map(each -> each.name() + "://" + HOST + portOf.applyAsInt(each))
                .collect(Collectors.joining(","));
    }
}

package io.spanwire.launcher.embedded;

import java.nio.file.Path;
import java.util.Properties;

/**
 * The broker's configuration: one KRaft node that is broker and controller, loopback only, sized for one small machine.
 *
 * <p>What survives what: an acknowledged record is in the page cache, so it survives the death of this process. When the
 * power fails, what was decided is in PostgreSQL, forced to disk; what was only accepted may be lost as far back as the last
 * flush of the log, a second at most, since a single broker has no replica to rely on.
 */
final class BrokerProperties {
    static final int NODE_ID = 1;

    private BrokerProperties() {}

    static Properties of(Path data, int brokerPort, int controllerPort) {
        Properties all = new Properties();
        identity(all, data, brokerPort, controllerPort);
        singleNode(all);
        small(all);
        return all;
    }

    private static void identity(Properties p, Path data, int brokerPort, int controllerPort) {
        String host = LoopbackPorts.HOST;
        p.setProperty("process.roles", "broker,controller");
        p.setProperty("node.id", Integer.toString(NODE_ID));
        p.setProperty(
                "listeners", "PLAINTEXT://" + host + ":" + brokerPort + ",CONTROLLER://" + host + ":" + controllerPort);
        p.setProperty("advertised.listeners", "PLAINTEXT://" + host + ":" + brokerPort);
        p.setProperty("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        p.setProperty("inter.broker.listener.name", "PLAINTEXT");
        p.setProperty("controller.listener.names", "CONTROLLER");
        p.setProperty("controller.quorum.voters", NODE_ID + "@" + host + ":" + controllerPort);
        p.setProperty("log.dirs", data.toString());
    }

    private static void singleNode(Properties p) {
        p.setProperty("auto.create.topics.enable", "false");
        p.setProperty("default.replication.factor", "1");
        p.setProperty("min.insync.replicas", "1");
        p.setProperty("offsets.topic.replication.factor", "1");
        p.setProperty("offsets.topic.num.partitions", "4");
        p.setProperty("transaction.state.log.replication.factor", "1");
        p.setProperty("transaction.state.log.min.isr", "1");
        p.setProperty("transaction.state.log.num.partitions", "4");
        p.setProperty("share.coordinator.state.topic.replication.factor", "1");
        p.setProperty("share.coordinator.state.topic.min.isr", "1");
        p.setProperty("share.coordinator.state.topic.num.partitions", "4");
        p.setProperty("group.initial.rebalance.delay.ms", "0");
        // After a crash the controller takes the old incarnation for alive this long, and the start waits for it.
        // A process that stands still for longer, on a machine too busy, is fenced until it is heard again.
        p.setProperty("broker.session.timeout.ms", "6000");
        p.setProperty("broker.heartbeat.interval.ms", "1000");
    }

    private static void small(Properties p) {
        p.setProperty("num.network.threads", "2");
        p.setProperty("num.io.threads", "4");
        p.setProperty("background.threads", "2");
        p.setProperty("num.recovery.threads.per.data.dir", "2");
        p.setProperty("log.cleaner.dedupe.buffer.size", Integer.toString(4 << 20));
        p.setProperty("log.cleaner.io.buffer.size", Integer.toString(256 << 10));
        p.setProperty("log.flush.interval.ms", "1000");
        p.setProperty("log.flush.scheduler.interval.ms", "500");
        p.setProperty("log.segment.bytes", Integer.toString(128 << 20));
        p.setProperty("log.index.size.max.bytes", Integer.toString(1 << 20));
        // Without followers nobody waits for the metadata log to move: no write every half second while idle.
        p.setProperty("metadata.max.idle.interval.ms", "0");
        p.setProperty("metrics.num.samples", "2");
    }
}

package io.spanwire.launcher.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Properties;

/**
 * The configuration of the broker: {@code broker.properties} beside this class, loopback addresses and the data folder.
 *
 * <p>Durability: an acknowledged record is in the page cache, so it survives the death of this process. A power failure
 * keeps decided commands, because PostgreSQL forces them to disk; accepted commands may be lost since the last flush of
 * the log, at most one second before, because a single broker has no replica.
 */
final class BrokerProperties {
    private BrokerProperties() {}

    static Properties of(Path data, int brokerPort, int controllerPort) throws IOException {
        Properties properties = new Properties();
        try (InputStream in = Objects.requireNonNull(BrokerProperties.class.getResourceAsStream("broker.properties"))) {
            properties.load(in);
        }
        String broker = "PLAINTEXT://" + LoopbackPorts.HOST + ":" + brokerPort;
        String controller = LoopbackPorts.HOST + ":" + controllerPort;
        properties.setProperty("listeners", broker + ",CONTROLLER://" + controller);
        properties.setProperty("advertised.listeners", broker);
        properties.setProperty("controller.quorum.voters", properties.getProperty("node.id") + "@" + controller);
        properties.setProperty("log.dirs", data.toString());
        return properties;
    }
}

package io.spanwire.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import java.util.List;
import org.slf4j.LoggerFactory;

/** The logs of a server in a test: what warns at every start and stop is left out. */
final class QuietLogs {
    private static final List<String> NOISY = List.of(
            "org.apache.kafka.controller.QuorumController",
            "org.apache.kafka.clients.NetworkClient",
            "org.apache.kafka.clients.consumer.internals.FetchCollector");

    private QuietLogs() {}

    /** Does nothing where another library than Logback writes the logs. */
    static void configure() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logback) {
            NOISY.forEach(name -> logback.getLogger(name).setLevel(Level.ERROR));
        }
    }
}

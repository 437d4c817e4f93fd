package io.spanwire.launcher.cli;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.slf4j.LoggerFactory;

/** The logging configuration of each command; {@code logback.xml} applies until a command chooses another. */
final class Logs {

    private Logs() {}

    /** Logs to a file in the data folder, for {@code up}. */
    static void toFile(Path data) {
        configure("/logback-up.xml", Map.of("FOLDER", data.resolve("logs").toString()));
    }

    /** Logs to standard error, for {@code serve}. */
    static void toStandardError() {
        configure("/logback-serve.xml", Map.of());
    }

    private static void configure(String resource, Map<String, String> properties) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        properties.forEach(context::putProperty);
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        try {
            configurator.doConfigure(Objects.requireNonNull(Logs.class.getResource(resource)));
        } catch (JoranException e) {
            throw new IllegalStateException(resource + " cannot be read", e);
        }
    }
}

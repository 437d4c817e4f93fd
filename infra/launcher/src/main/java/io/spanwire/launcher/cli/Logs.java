package io.spanwire.launcher.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import java.util.Map;
import org.slf4j.LoggerFactory;

/**
 * Where log lines go: for {@code up} a file in the data folder (five of 8 MiB at most), so that the terminal shows only
 * progress and errors; for {@code serve} standard error, where container platforms collect them.
 */
final class Logs {
    private static final String PATTERN = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX, UTC} %-5level [%thread] %logger{24} %msg%n";
    private static final String OURS = "io.spanwire";
    private static final int OLD_FILES = 4;
    private static final long FILE_BYTES = 8L << 20;

    /**
     * Libraries are heard from when something is wrong. The first two cry wolf at every start and stop; the third says the same
     * of each partition thousands of times a second, until the group has noticed that a topic is gone.
     */
    private static final Map<String, Level> LEVELS = Map.of(
            org.slf4j.Logger.ROOT_LOGGER_NAME,
            Level.WARN,
            OURS,
            Level.INFO,
            "org.apache.kafka.controller.QuorumController",
            Level.ERROR,
            "org.apache.kafka.clients.NetworkClient",
            Level.ERROR,
            "org.apache.kafka.clients.consumer.internals.FetchCollector",
            Level.ERROR);

    private Logs() {}

    static void toFile(Path data) {
        LoggerContext context = fresh();
        attach(context, Logger.ROOT_LOGGER_NAME, rolling(context, data.resolve("logs")));
        attach(context, OURS, standardError(context, Level.ERROR));
    }

    static void toStandardError() {
        LoggerContext context = fresh();
        attach(context, Logger.ROOT_LOGGER_NAME, standardError(context, Level.INFO));
    }

    private static LoggerContext fresh() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        LEVELS.forEach((name, level) -> context.getLogger(name).setLevel(level));
        return context;
    }

    private static void attach(LoggerContext context, String logger, OutputStreamAppender<ILoggingEvent> appender) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(PATTERN);
        encoder.start();
        appender.setEncoder(encoder);
        appender.start();
        context.getLogger(logger).addAppender(appender);
    }

    private static ConsoleAppender<ILoggingEvent> standardError(LoggerContext context, Level level) {
        ThresholdFilter filter = new ThresholdFilter();
        filter.setLevel(level.toString());
        filter.start();
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setContext(context);
        appender.setTarget("System.err");
        appender.addFilter(filter);
        return appender;
    }

    private static RollingFileAppender<ILoggingEvent> rolling(LoggerContext context, Path folder) {
        RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
        appender.setContext(context);
        appender.setFile(folder.resolve("spanwire.log").toString());
        FixedWindowRollingPolicy names = new FixedWindowRollingPolicy();
        names.setContext(context);
        names.setParent(appender);
        names.setFileNamePattern(folder.resolve("spanwire.%i.log").toString());
        names.setMaxIndex(OLD_FILES);
        names.start();
        SizeBasedTriggeringPolicy<ILoggingEvent> size = new SizeBasedTriggeringPolicy<>();
        size.setContext(context);
        size.setMaxFileSize(new FileSize(FILE_BYTES));
        size.start();
        appender.setRollingPolicy(names);
        appender.setTriggeringPolicy(size);
        return appender;
    }
}

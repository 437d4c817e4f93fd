package io.spanwire.launcher.settings;

/** Where Kafka and PostgreSQL are: inside (the command {@code up}) or elsewhere ({@code serve}). */
public enum BackendMode {
    EMBEDDED,
    EXTERNAL
}

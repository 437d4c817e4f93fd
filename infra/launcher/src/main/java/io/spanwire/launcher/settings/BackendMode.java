package io.spanwire.launcher.settings;

/** Whether Kafka and PostgreSQL are started by this process ({@code up}) or run elsewhere ({@code serve}). */
public enum BackendMode {
    EMBEDDED,
    EXTERNAL
}

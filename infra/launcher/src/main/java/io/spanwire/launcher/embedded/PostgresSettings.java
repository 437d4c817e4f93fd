package io.spanwire.launcher.embedded;

import java.util.Map;

/** The settings of the embedded PostgreSQL: durable, loopback only, low memory, few processes. */
final class PostgresSettings {
    /**
     * {@code io_method=sync} saves three worker processes that only large scans would use. The background writer wakes
     * up once a second instead of five times, and may write as much each second.
     */
    static final Map<String, String> SERVER = Map.ofEntries(
            Map.entry("fsync", "on"),
            Map.entry("full_page_writes", "on"),
            Map.entry("synchronous_commit", "on"),
            Map.entry("listen_addresses", LoopbackPorts.HOST),
            Map.entry("unix_socket_directories", ""),
            Map.entry("max_connections", "64"),
            Map.entry("shared_buffers", "64MB"),
            Map.entry("max_wal_size", "512MB"),
            Map.entry("io_method", "sync"),
            Map.entry("bgwriter_delay", "1s"),
            Map.entry("bgwriter_lru_maxpages", "500"),
            Map.entry("jit", "off"),
            Map.entry("max_parallel_workers_per_gather", "0"),
            Map.entry("log_min_messages", "warning"),
            Map.entry("log_checkpoints", "off"),
            Map.entry("timezone", "UTC"));

    private PostgresSettings() {}

    /** For {@code initdb}: passwords from the start, and the same text order on every platform. */
    static Map<String, String> initdb(String passwordFile) {
        return Map.of(
                "auth", "scram-sha-256",
                "pwfile", passwordFile,
                "locale", "C",
                "locale-provider", "builtin",
                "builtin-locale", "C.UTF-8");
    }
}

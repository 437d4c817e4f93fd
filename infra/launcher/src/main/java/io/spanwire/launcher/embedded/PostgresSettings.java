package io.spanwire.launcher.embedded;

import java.util.Map;
import java.util.TreeMap;

/** What the embedded PostgreSQL runs with: durable, loopback only, modest in memory and processes. */
final class PostgresSettings {

    private PostgresSettings() {}

    /** For {@code initdb}: passwords from the first moment, and text that sorts alike on every platform. */
    static Map<String, String> initdb(String passwordFile) {
        return Map.of(
                "auth", "scram-sha-256",
                "pwfile", passwordFile,
                "locale", "C",
                "locale-provider", "builtin",
                "builtin-locale", "C.UTF-8");
    }

    static Map<String, String> server() {
        Map<String, String> all = new TreeMap<>(durable());
        all.putAll(reachable());
        all.putAll(modest());
        return all;
    }

    private static Map<String, String> durable() {
        return Map.of("fsync", "on", "full_page_writes", "on", "synchronous_commit", "on");
    }

    private static Map<String, String> reachable() {
        return Map.of("listen_addresses", LoopbackPorts.HOST, "unix_socket_directories", "", "max_connections", "64");
    }

    /** {@code io_method=sync} saves three worker processes that only large scans would use. */
    private static Map<String, String> modest() {
        return Map.of(
                "shared_buffers", "64MB",
                "max_wal_size", "512MB",
                "io_method", "sync",
                "jit", "off",
                "max_parallel_workers_per_gather", "0",
                "log_min_messages", "warning",
                "log_checkpoints", "off",
                "timezone", "UTC");
    }
}

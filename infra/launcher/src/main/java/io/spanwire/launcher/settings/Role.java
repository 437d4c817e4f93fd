package io.spanwire.launcher.settings;

/** The roles of a process; a single machine runs all of them. */
public enum Role {
    EDGE,
    WORKER,
    NOTIFIER
}

package io.spanwire.launcher.settings;

/** What a process does. On one machine it does all of it. */
public enum Role {
    EDGE,
    WORKER,
    NOTIFIER
}

package io.spanwire.notifier.port;

/** All that the notifier asks of the door. */
public record Ports(CommandPort commands, ReadAccess access, SessionRefresh sessions) {}

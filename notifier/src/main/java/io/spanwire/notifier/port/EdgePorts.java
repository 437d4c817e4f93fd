package io.spanwire.notifier.port;

/** All that the notifier asks of the door. */
public record EdgePorts(CommandSender commands, ReadAccess access, SessionRefresh sessions) {}

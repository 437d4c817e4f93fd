package io.spanwire.notifier.port;

/** The edge's services that the notifier needs. */
public record EdgePorts(CommandSender commands, ReadAccess access, SessionRefresh sessions) {}

package io.spanwire.notifier.port;

import io.spanwire.bus.message.Caller;
import java.time.Instant;

/**
 * The authenticated caller of a socket or request.
 *
 * @param expires when its sockets and feeds are closed; {@link Instant#MAX} for never
 */
public record CallerSession(Caller caller, Instant expires) {}

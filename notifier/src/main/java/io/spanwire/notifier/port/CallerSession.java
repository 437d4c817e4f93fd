package io.spanwire.notifier.port;

import io.spanwire.bus.message.Caller;
import java.time.Instant;

/**
 * Who is at the other end, and until when.
 *
 * @param expires when what it holds open is ended; {@link Instant#MAX} for never
 */
public record CallerSession(Caller caller, Instant expires) {}

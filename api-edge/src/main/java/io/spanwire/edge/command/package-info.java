/**
 * Commands over HTTP: the gateway that authorizes, validates and publishes, the waiters, and the outcomes that arrive.
 * Depends on the event bus, the security package and the notifier's command port. Read
 * {@link io.spanwire.edge.command.CommandGateway} first.
 */
@NullMarked
package io.spanwire.edge.command;

import org.jspecify.annotations.NullMarked;

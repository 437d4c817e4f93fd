/**
 * From a request to an outcome: the gateway that rules, validates and publishes, those who wait, and the outcomes that
 * arrive. Depends on the event bus, the security package and the notifier's command port. Read
 * {@link io.spanwire.edge.command.CommandGateway} first.
 */
@NullMarked
package io.spanwire.edge.command;

import org.jspecify.annotations.NullMarked;

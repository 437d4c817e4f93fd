package io.spanwire.edge;

import io.spanwire.edge.command.CommandLog;
import io.spanwire.edge.command.OutcomeStore;
import io.spanwire.edge.command.OutcomeWaiters;
import io.spanwire.edge.view.ViewStore;
import java.time.Clock;

/** What stands behind the door: Kafka, PostgreSQL, the waiters that outcomes wake, the time. Tests put others in their place. */
record EdgeBackends(CommandLog log, OutcomeStore outcomes, ViewStore views, OutcomeWaiters waiters, Clock clock) {}

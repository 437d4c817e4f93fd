package io.spanwire.edge;

import io.spanwire.edge.command.CommandLog;
import io.spanwire.edge.command.Outcomes;
import io.spanwire.edge.command.Waiters;
import io.spanwire.edge.view.ViewStore;
import java.time.Clock;

/** What stands behind the door: Kafka, PostgreSQL, the waiters that outcomes wake, the time. Tests put others in their place. */
record Backends(CommandLog log, Outcomes outcomes, ViewStore views, Waiters waiters, Clock clock) {}

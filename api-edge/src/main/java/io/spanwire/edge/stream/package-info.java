/**
 * Streams over HTTP: their addresses, and their events as pages, server-sent events and NDJSON. Depends on the notifier, which
 * reads and delivers; here is only what HTTP adds. Read {@link io.spanwire.edge.stream.EventsResource} first.
 */
@NullMarked
package io.spanwire.edge.stream;

import org.jspecify.annotations.NullMarked;

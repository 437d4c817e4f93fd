/**
 * Streams over HTTP: their paths, and their events as pages, server-sent events and NDJSON. Depends on the notifier,
 * which reads and delivers events; this package only adds HTTP. Read {@link io.spanwire.edge.stream.EventsResource}
 * first.
 */
@NullMarked
package io.spanwire.edge.stream;

import org.jspecify.annotations.NullMarked;

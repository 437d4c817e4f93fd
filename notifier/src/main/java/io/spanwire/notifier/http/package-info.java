/**
 * A stream's events over plain HTTP: JSON pages, long poll, server-sent events, NDJSON. May depend on the hub, history
 * and Vert.x core. Read {@link io.spanwire.notifier.http.HttpStreams} first.
 */
@NullMarked
package io.spanwire.notifier.http;

import org.jspecify.annotations.NullMarked;

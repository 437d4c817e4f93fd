/**
 * The HTTP frontend of a node: HTTPS, sessions, REST commands, views, the events endpoint, contracts and web pages.
 * Depends on the event bus and the notifier. The launcher starts {@link io.spanwire.edge.HttpFrontend}. Read
 * {@link io.spanwire.edge.Routes} first: it maps every path to its handler.
 */
@NullMarked
package io.spanwire.edge;

import org.jspecify.annotations.NullMarked;

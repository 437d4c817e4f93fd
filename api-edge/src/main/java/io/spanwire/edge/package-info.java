/**
 * The HTTP front of a node: HTTPS, sessions, REST commands, views, the events endpoint, contracts and web pages. Depends on the event bus
 * and the notifier; {@link io.spanwire.edge.HttpFrontend} is what the launcher starts. Read {@link io.spanwire.edge.Routes} first:
 * it names every address and who answers it.
 */
@NullMarked
package io.spanwire.edge;

import org.jspecify.annotations.NullMarked;

/**
 * The servers: HTTPS with its transport security, the plain port that only redirects, and the management port.
 * Depends on Vert.x and the HTTP package. Read {@link io.spanwire.edge.server.HttpsServer} first.
 */
@NullMarked
package io.spanwire.edge.server;

import org.jspecify.annotations.NullMarked;

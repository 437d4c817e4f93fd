/**
 * Tests of the public contract against the real program: commands, events, views, sockets, security and hostile input.
 * Read {@code CommandIT} first.
 */
@NullMarked
package io.spanwire.acceptance.journey;

import org.jspecify.annotations.NullMarked;

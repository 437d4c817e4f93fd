/**
 * A network that fails on demand: TCP proxies whose directions delay, hold, lose, throttle or cut what passes, and count what
 * they did, so that a test can prove its fault. Depends on nothing. Read {@link io.spanwire.acceptance.link.Proxy} first.
 */
@NullMarked
package io.spanwire.acceptance.link;

import org.jspecify.annotations.NullMarked;

/**
 * A network that fails on demand: TCP proxies that delay, hold, drop, throttle or reset traffic per direction and count
 * the effects, so that a test can prove its fault. Depends on nothing. Read {@link io.spanwire.acceptance.link.Proxy}
 * first.
 */
@NullMarked
package io.spanwire.acceptance.link;

import org.jspecify.annotations.NullMarked;

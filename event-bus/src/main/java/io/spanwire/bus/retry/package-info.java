/** How long to wait before a retry. Pure Java. Read {@link io.spanwire.bus.retry.Backoff}. */
@NullMarked
package io.spanwire.bus.retry;

import org.jspecify.annotations.NullMarked;

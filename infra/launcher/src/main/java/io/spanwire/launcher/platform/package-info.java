/**
 * A whole installation from its parts: what {@code up} and {@code serve} start, and what tests and benchmarks start in a
 * folder of their own. Read {@link io.spanwire.launcher.platform.Installation} first;
 * {@link io.spanwire.launcher.platform.Platform} is where worker, notifier and edge come in.
 */
@NullMarked
package io.spanwire.launcher.platform;

import org.jspecify.annotations.NullMarked;

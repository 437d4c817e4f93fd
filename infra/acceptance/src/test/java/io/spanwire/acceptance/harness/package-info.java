/**
 * Runs the real program as a process of its own, so that it can be killed, frozen and started again, and reads what it
 * keeps. Read {@link io.spanwire.acceptance.harness.Server} first.
 */
@NullMarked
package io.spanwire.acceptance.harness;

import org.jspecify.annotations.NullMarked;

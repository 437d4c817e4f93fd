/**
 * The test harness: runs the real program as a separate process that tests can kill, freeze and restart, and reads what
 * it has stored. Depends on client, history and link. Read {@link io.spanwire.acceptance.harness.Server} first.
 */
@NullMarked
package io.spanwire.acceptance.harness;

import org.jspecify.annotations.NullMarked;

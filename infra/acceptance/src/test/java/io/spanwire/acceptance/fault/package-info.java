/**
 * Faults against the real program under load. Each test says what must still hold, proves that its fault happened, and lets
 * the history checker judge.
 */
@NullMarked
package io.spanwire.acceptance.fault;

import org.jspecify.annotations.NullMarked;

/**
 * Fault tests against the real program under load. Each test states what must hold, proves that its fault happened, and
 * runs the history checker. Read {@code FaultRun} first, then {@code KilledIT}.
 */
@NullMarked
package io.spanwire.acceptance.fault;

import org.jspecify.annotations.NullMarked;

package io.spanwire.acceptance.fault.soak;

import java.util.List;

/**
 * One or two faults at once.
 *
 * @param seed settles victims and durations
 */
record SoakStep(List<FaultKind> kinds, long seed) {}

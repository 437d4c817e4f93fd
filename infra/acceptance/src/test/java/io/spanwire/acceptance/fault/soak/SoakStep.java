package io.spanwire.acceptance.fault.soak;

import java.util.List;

/**
 * One fault, or two simultaneous ones.
 *
 * @param seed determines targets and durations
 */
record SoakStep(List<FaultKind> kinds, long seed) {}

package io.spanwire.acceptance.fault.soak;

import java.util.List;

/**
 * One or two faults at once.
 *
 * @param seed settles victims and durations
 */
record Step(List<Kind> kinds, long seed) {}

/**
 * The long run: random faults, determined by a seed, on a cluster of separate processes, for a given time. Depends on
 * fault and fault.kind. Read {@link io.spanwire.acceptance.fault.soak.SoakIT} first.
 */
@NullMarked
package io.spanwire.acceptance.fault.soak;

import org.jspecify.annotations.NullMarked;

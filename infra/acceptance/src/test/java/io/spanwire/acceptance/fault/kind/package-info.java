/**
 * The faults that a test or a schedule can inject, each an object of its own that can be healed and that proves that it
 * happened. Depends on the harness. Read {@link io.spanwire.acceptance.fault.kind.Fault} first.
 */
@NullMarked
package io.spanwire.acceptance.fault.kind;

import org.jspecify.annotations.NullMarked;

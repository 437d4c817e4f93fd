/**
 * The faults that a test or a schedule can inject. Each is an object that injects, heals and proves that it happened.
 * Depends on the harness. Read {@link io.spanwire.acceptance.fault.kind.Fault} first.
 */
@NullMarked
package io.spanwire.acceptance.fault.kind;

import org.jspecify.annotations.NullMarked;

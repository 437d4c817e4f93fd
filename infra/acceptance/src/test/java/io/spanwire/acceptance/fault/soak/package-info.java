/**
 * The long run: every fault that can be mixed, dealt by a seed, on an installation of separate processes, for as long
 * as somebody wants to wait. Read {@link io.spanwire.acceptance.fault.soak.SoakIT} first.
 */
@NullMarked
package io.spanwire.acceptance.fault.soak;

import org.jspecify.annotations.NullMarked;

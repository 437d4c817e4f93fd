/**
 * The long run: every fault there is, in an order that a seed decides, on an installation of separate processes, for as long
 * as somebody wants to wait. Read {@link io.spanwire.acceptance.fault.soak.SoakIT} first.
 */
@NullMarked
package io.spanwire.acceptance.fault.soak;

import org.jspecify.annotations.NullMarked;

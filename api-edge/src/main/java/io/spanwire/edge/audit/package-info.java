/** The record of sign-ins, refusals and ended sessions. */
@NullMarked
package io.spanwire.edge.audit;

import org.jspecify.annotations.NullMarked;

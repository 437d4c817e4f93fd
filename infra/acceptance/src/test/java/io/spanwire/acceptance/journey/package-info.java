/** What a user sees: every line of the contract, against the real program. */
@NullMarked
package io.spanwire.acceptance.journey;

import org.jspecify.annotations.NullMarked;

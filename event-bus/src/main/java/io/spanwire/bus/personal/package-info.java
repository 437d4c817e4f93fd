/**
 * Personal data in events: encrypted in the stored text under a key of their subject, opened for whoever delivers or folds
 * it, and replaced by defined values once a key is destroyed. Pure functions on texts and keys; depends on the domain API,
 * messages and JSON. Read {@link io.spanwire.bus.personal.EventSeal} first.
 */
@NullMarked
package io.spanwire.bus.personal;

import org.jspecify.annotations.NullMarked;

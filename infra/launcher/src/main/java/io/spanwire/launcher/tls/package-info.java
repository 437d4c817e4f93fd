/**
 * The certificate a Spanwire without one of its own serves with, and how its own clients trust it. Read
 * {@link io.spanwire.launcher.tls.SelfSigned} first.
 */
@NullMarked
package io.spanwire.launcher.tls;

import org.jspecify.annotations.NullMarked;

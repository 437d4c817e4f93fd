/** The program {@code spanwire}. Read {@link io.spanwire.launcher.Spanwire} first. */
@NullMarked
package io.spanwire.launcher;

import org.jspecify.annotations.NullMarked;

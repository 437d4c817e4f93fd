/**
 * What a run needs before any role starts: data folder, domains, broker and database. Read
 * {@link io.spanwire.launcher.platform.Foundation} first.
 */
@NullMarked
package io.spanwire.launcher.platform;

import org.jspecify.annotations.NullMarked;

/**
 * The data folder of one process and one user, and the secrets in it. Depends on the package {@code start}. Read
 * {@link io.spanwire.launcher.folder.DataFolder} first.
 */
@NullMarked
package io.spanwire.launcher.folder;

import org.jspecify.annotations.NullMarked;

/**
 * The data folder: who may use it (one process at a time, one user of the machine) and the secrets kept in it. Read
 * {@link io.spanwire.launcher.folder.DataFolder} first.
 */
@NullMarked
package io.spanwire.launcher.folder;

import org.jspecify.annotations.NullMarked;

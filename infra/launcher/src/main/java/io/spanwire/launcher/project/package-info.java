/**
 * The project of a new domain: its name, the files it begins with, and their writing. Depends on failures of a start only.
 * Read {@link io.spanwire.launcher.project.NewProject} first.
 */
@NullMarked
package io.spanwire.launcher.project;

import org.jspecify.annotations.NullMarked;

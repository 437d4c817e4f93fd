/** Tests of what a new project begins with. Read {@link io.spanwire.acceptance.project.NewProjectTest} first. */
@NullMarked
package io.spanwire.acceptance.project;

import org.jspecify.annotations.NullMarked;

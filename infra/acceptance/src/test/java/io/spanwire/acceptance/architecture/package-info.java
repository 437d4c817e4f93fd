/** The rules of the source layout, as ArchUnit tests. */
@NullMarked
package io.spanwire.acceptance.architecture;

import org.jspecify.annotations.NullMarked;

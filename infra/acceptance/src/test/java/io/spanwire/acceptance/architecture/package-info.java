/** The rules of the layout, as tests. */
@NullMarked
package io.spanwire.acceptance.architecture;

import org.jspecify.annotations.NullMarked;

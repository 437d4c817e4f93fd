/** The checker's own tests: true histories pass, each kind of false one is caught. */
@NullMarked
package io.spanwire.acceptance.history;

import org.jspecify.annotations.NullMarked;

/** Files on the class path. Pure Java. Read {@link io.spanwire.bus.resource.TextResource}. */
@NullMarked
package io.spanwire.bus.resource;

import org.jspecify.annotations.NullMarked;

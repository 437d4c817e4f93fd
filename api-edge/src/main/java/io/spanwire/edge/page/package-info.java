/**
 * Web pages: the resources under {@code META-INF/resources} in all jars, including WebJars, with strong entity tags.
 * Depends on Vert.x and the HTTP package. Read {@link io.spanwire.edge.page.StaticPages} first.
 */
@NullMarked
package io.spanwire.edge.page;

import org.jspecify.annotations.NullMarked;

/**
 * Web pages: resources under {@code META-INF/resources} of every jar, WebJars among them, with strong entity tags. Depends on
 * Vert.x and the HTTP package. Read {@link io.spanwire.edge.page.StaticPages} first.
 */
@NullMarked
package io.spanwire.edge.page;

import org.jspecify.annotations.NullMarked;

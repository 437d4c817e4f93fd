/**
 * What a developer's pages need while the code of their domain changes: the notice that they have to be loaded again. Only
 * there when a server runs a project from its sources. Read {@link io.spanwire.edge.development.Development} first.
 */
@NullMarked
package io.spanwire.edge.development;

import org.jspecify.annotations.NullMarked;

/**
 * The rebuilding of read models from the events, beside the tables in use. Depends on the journal's connection and the
 * projections' plans; the lanes know nothing of it. Read {@link io.spanwire.projections.rebuild.Rebuilder} first, then
 * {@link io.spanwire.projections.rebuild.RebuildTables}.
 */
@NullMarked
package io.spanwire.projections.rebuild;

import org.jspecify.annotations.NullMarked;

/**
 * Archiving: old events move from rows into compressed pages of the database, from which everyone still reads them.
 * Depends on the schema's database access. Read {@link io.spanwire.projections.archive.HistoryArchive} first.
 */
@NullMarked
package io.spanwire.projections.archive;

import org.jspecify.annotations.NullMarked;

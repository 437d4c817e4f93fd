/**
 * Export and import: a history leaves an installation as a file and enters another. The export reads one snapshot of the
 * database; the import writes through the journal, like a lane. Depends on the format ({@code exportfile}), the journal,
 * the projections' planner and the schema. Read {@link io.spanwire.projections.transfer.HistoryExport} and
 * {@link io.spanwire.projections.transfer.HistoryImport} first.
 */
@NullMarked
package io.spanwire.projections.transfer;

import org.jspecify.annotations.NullMarked;

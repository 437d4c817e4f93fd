/**
 * What a lane says to PostgreSQL: the statements of its one transaction. Statements that do not need each other's answers
 * go out together. Read {@link io.spanwire.projections.journal.PostgresJournal}
 * first.
 */
@NullMarked
package io.spanwire.projections.journal;

import org.jspecify.annotations.NullMarked;

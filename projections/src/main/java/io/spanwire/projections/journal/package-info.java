/**
 * A lane's access to PostgreSQL: the statements of its transaction. Statements that do not need each other's answers
 * are sent together. Depends on the decisions ({@code decide}) and the planned projections ({@code project}). Read
 * {@link io.spanwire.projections.journal.PostgresJournal} first.
 */
@NullMarked
package io.spanwire.projections.journal;

import org.jspecify.annotations.NullMarked;

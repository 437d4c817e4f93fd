/**
 * From events to the statements that fill read models: which rows, batched how, in which order. Planning is pure; running
 * the plan is the journal's. Read {@link io.spanwire.projections.project.Projector} first.
 */
@NullMarked
package io.spanwire.projections.project;

import org.jspecify.annotations.NullMarked;

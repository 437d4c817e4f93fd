/**
 * The planning of projections: which statements write which rows, batched how, in which order. Pure; the journal
 * executes the plan. Depends on the domain API only. Read {@link io.spanwire.projections.project.Projector} first.
 */
@NullMarked
package io.spanwire.projections.project;

import org.jspecify.annotations.NullMarked;

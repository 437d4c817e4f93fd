/**
 * A deterministic simulation of workers: real lanes over a simulated Kafka and PostgreSQL, on threads of which only one
 * runs at a time, with everything that chance decides decided by a seed. Read
 * {@link io.spanwire.projections.simulation.SimulationTest}, then {@link io.spanwire.projections.simulation.Simulation}.
 */
@NullMarked
package io.spanwire.projections.simulation;

import org.jspecify.annotations.NullMarked;

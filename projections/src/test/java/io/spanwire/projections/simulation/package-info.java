/**
 * A deterministic simulation of workers: real lanes over a simulated Kafka and PostgreSQL. Only one thread runs at a
 * time, and a seed determines every random choice. Read {@link io.spanwire.projections.simulation.SimulationTest}, then
 * {@link io.spanwire.projections.simulation.Simulation}.
 */
@NullMarked
package io.spanwire.projections.simulation;

import org.jspecify.annotations.NullMarked;

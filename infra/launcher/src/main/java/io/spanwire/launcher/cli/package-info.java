/**
 * The command line: one class per command. {@code up} and {@code serve} run a server; {@code tail} and {@code send} are
 * HTTP clients of a running one, {@code parked} works on its Kafka and PostgreSQL. Read {@link io.spanwire.launcher.cli.UpCommand} first.
 */
@NullMarked
package io.spanwire.launcher.cli;

import org.jspecify.annotations.NullMarked;

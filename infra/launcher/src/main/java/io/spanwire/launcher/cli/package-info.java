/**
 * The command line: one class per command. {@code up} and {@code serve} run a server; {@code tail} and {@code send} are
 * HTTP clients of a running one; {@code parked} uses its Kafka and PostgreSQL, {@code export} its PostgreSQL; {@code
 * import} and {@code new-epoch} run while it is stopped. Depends on the launcher's other packages. Read {@code
 * UpCommand} first.
 */
@NullMarked
package io.spanwire.launcher.cli;

import org.jspecify.annotations.NullMarked;

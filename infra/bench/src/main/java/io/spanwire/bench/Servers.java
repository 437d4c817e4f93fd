package io.spanwire.bench;

import io.spanwire.bench.process.ProductServer;
import io.spanwire.bench.process.ReferenceProcess;

/**
 * How the servers under test are started.
 *
 * @param plain the server of a tutorial
 * @param parts the broker, the database and a bare server
 */
record Servers(ProductServer.Setup product, ReferenceProcess.Setup plain, ReferenceProcess.Setup parts) {}

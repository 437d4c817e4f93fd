package io.spanwire.bench.reference;

import io.spanwire.bus.domain.Sql;
import io.spanwire.edge.server.HttpsOptions;
import io.spanwire.launcher.embedded.EmbeddedDatabase;
import io.spanwire.launcher.settings.DatabaseEndpoint;
import io.spanwire.launcher.tls.LocalCertificate;
import io.spanwire.launcher.tls.TlsFiles;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The main class of the plain server, which is what a tutorial would show: Vert.x over HTTPS with the product's TLS options,
 * the product's embedded PostgreSQL, and {@link PlainRooms} between them; no Kafka. SIGTERM stops it.
 */
public final class PlainServer {
    private static final Duration IDLE = Duration.ofMinutes(5);

    private PlainServer() {}

    /** @param arguments data folder, number of connections to PostgreSQL */
    public static void main(String[] arguments) throws InterruptedException {
        Path folder = Path.of(arguments[0]);
        EmbeddedDatabase database = EmbeddedDatabase.start(folder.resolve("postgres"));
        Vertx vertx = Vertx.vertx();
        Pool pool = pool(vertx, database.endpoint(), Integer.parseInt(arguments[1]));
        pool.query(Sql.beside(PlainServer.class, "create-plain-table.sql").text())
                .execute()
                .await();
        int port = listen(vertx, new PlainRooms(pool), LocalCertificate.in(folder.resolve("tls"), Clock.systemUTC()));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(vertx, database), "stop"));
        ReferenceEndpoints.of(port, Map.of(), database.endpoint()).print();
        new CountDownLatch(1).await();
    }

    private static Pool pool(Vertx vertx, DatabaseEndpoint database, int connections) {
        return PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(connections))
                .connectingTo(new PgConnectOptions()
                        .setHost(database.host())
                        .setPort(database.port())
                        .setDatabase(database.name())
                        .setUser(database.owner().user())
                        .setPassword(database.owner().password())
                        .setCachePreparedStatements(true))
                .using(vertx)
                .build();
    }

    /** One instance for each CPU, as in the product, all on one port. */
    private static int listen(Vertx vertx, PlainRooms rooms, TlsFiles tls) {
        int shared = -1;
        HttpServerOptions options = HttpsOptions.secure(tls.certificate(), tls.key(), IDLE)
                .setHost("localhost")
                .setPort(shared);
        AtomicInteger port = new AtomicInteger();
        Deployable instance = context -> vertx.createHttpServer(options)
                .requestHandler(rooms::post)
                .webSocketHandler(rooms::join)
                .listen()
                .onSuccess(server -> port.set(server.actualPort()));
        int instances = Runtime.getRuntime().availableProcessors();
        vertx.deployVerticle(() -> instance, new DeploymentOptions().setInstances(instances))
                .await();
        return port.get();
    }

    private static void stop(Vertx vertx, EmbeddedDatabase database) {
        vertx.close().await();
        database.close();
    }
}

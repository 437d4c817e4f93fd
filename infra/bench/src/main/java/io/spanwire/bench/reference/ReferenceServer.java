package io.spanwire.bench.reference;

import io.spanwire.launcher.embedded.EmbeddedDatabase;
import io.spanwire.launcher.embedded.EmbeddedKafka;
import io.spanwire.launcher.tls.LocalCertificate;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * The main class of the reference process: the product's embedded broker and database, and a bare Vert.x server, without
 * the product's own code between them. SIGTERM stops it.
 */
public final class ReferenceServer {
    private ReferenceServer() {}

    public static void main(String[] arguments) throws InterruptedException {
        Path folder = Path.of(arguments[0]);
        EmbeddedDatabase database = EmbeddedDatabase.start(folder.resolve("postgres"));
        EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"));
        Vertx vertx = Vertx.vertx();
        int port = new EchoServer(vertx)
                .listen(LocalCertificate.in(folder.resolve("tls"), Clock.systemUTC()))
                .await();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(vertx, kafka, database), "stop"));
        Map<String, String> client = new HashMap<>(kafka.client().client());
        client.put("bootstrap.servers", kafka.bootstrapServers());
        ReferenceEndpoints.of(port, client, database.endpoint()).print();
        new CountDownLatch(1).await();
    }

    private static void stop(Vertx vertx, EmbeddedKafka kafka, EmbeddedDatabase database) {
        vertx.close().await();
        database.close();
        kafka.close();
    }
}

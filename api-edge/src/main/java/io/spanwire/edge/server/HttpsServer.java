package io.spanwire.edge.server;

import io.netty.handler.codec.TooLongFrameException;
import io.spanwire.bus.message.Problems;
import io.spanwire.edge.http.Responses;
import io.spanwire.edge.http.SecurityHeaders;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The public HTTPS server: an instance on each of several event loops, all on one port. Invalid HTTP is answered by a
 * problem, too, with the security headers.
 */
public final class HttpsServer {
    /** Short, because commands are drained before, and HTTP/2 clients would keep idle connections open. */
    private static final long GRACE_MILLIS = 1_000;

    /** Vert.x's value for any free port that all instances share. */
    private static final int ANY_SHARED = -1;

    private final Vertx vertx;
    private final String deployment;
    private final int port;
    private final HttpServerOptions options;
    private final Queue<HttpServer> servers;

    private HttpsServer(Vertx vertx, String deployment, HttpServerOptions options, Queue<HttpServer> servers) {
        this.vertx = vertx;
        this.deployment = deployment;
        this.port = servers.element().actualPort();
        this.options = options;
        this.servers = servers;
    }

    /**
     * Starts listening.
     *
     * @param vertx one of {@link GuardedTransport}
     * @param instances the number of event loops
     */
    public static Future<HttpsServer> start(
            Vertx vertx,
            HttpServerOptions options,
            int instances,
            ConnectionGuard connections,
            SlowClientTimeouts timeouts,
            Handler<HttpServerRequest> handler) {
        GuardedTransport.guard(vertx, connections);
        HttpServerOptions shared =
                options.getPort() == 0 ? new HttpServerOptions(options).setPort(ANY_SHARED) : options;
        Handler<HttpServerRequest> requests =
                SecurityHeaders.before(RequestFraming.before(RequestRates.before(RequestBackpressure.before(handler))));
        Queue<HttpServer> servers = new ConcurrentLinkedQueue<>();
        Supplier<Deployable> instance = () -> {
            HttpServer server = vertx.createHttpServer(shared)
                    .connectionHandler(new FlushConsolidation(new ConnectionSetup(timeouts)))
                    .invalidRequestHandler(HttpsServer::refuse)
                    .requestHandler(requests);
            servers.add(server);
            return new Instance(server);
        };
        return vertx.deployVerticle(instance, new DeploymentOptions().setInstances(instances))
                .map(deployment -> new HttpsServer(vertx, deployment, shared, servers));
    }

    /** The actual port. */
    public int port() {
        return port;
    }

    /** Uses another certificate for new connections. */
    public Future<Void> use(KeyCertOptions certificate) {
        ServerSSLOptions tls = options.getSslOptions().copy().setKeyCertOptions(certificate);
        return Future.all(servers.stream()
                        .map(server -> server.updateSSLOptions(tls.copy()))
                        .toList())
                .mapEmpty();
    }

    /** Stops listening, gives open responses a second to finish, then closes connections. */
    public Future<Void> close() {
        return vertx.undeploy(deployment);
    }

    private static final class Instance extends VerticleBase {
        private final HttpServer server;

        Instance(HttpServer server) {
            this.server = server;
        }

        @Override
        public Future<?> start() {
            return server.listen();
        }

        @Override
        public Future<?> stop() {
            return server.shutdown(GRACE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private static void refuse(HttpServerRequest request) {
        SecurityHeaders.addTo(request.response());
        Throwable cause = request.decoderResult().cause();
        Responses.problem(
                request.response(), cause instanceof TooLongFrameException ? Problems.TOO_LARGE : Problems.MALFORMED);
    }
}

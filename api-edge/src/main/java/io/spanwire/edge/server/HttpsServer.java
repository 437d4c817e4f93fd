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
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The public server: one instance on each of several event loops, all on one port. Requests that are no HTTP get a problem
 * too, with the headers every response has.
 */
public final class HttpsServer {
    /** What is under way beyond commands, which are drained before, is short; HTTP/2 clients would keep idle connections. */
    private static final long GRACE_MILLIS = 1_000;

    /** Any free port, the same for all instances. */
    private static final int ANY_SHARED = -1;

    private final Vertx vertx;
    private final String deployment;
    private final int port;

    private HttpsServer(Vertx vertx, String deployment, int port) {
        this.vertx = vertx;
        this.deployment = deployment;
        this.port = port;
    }

    /**
     * Listens.
     *
     * @param instances on how many event loops
     */
    public static Future<HttpsServer> start(
            Vertx vertx,
            HttpServerOptions options,
            int instances,
            ConnectionLimit connections,
            Handler<HttpServerRequest> handler) {
        HttpServerOptions shared =
                options.getPort() == 0 ? new HttpServerOptions(options).setPort(ANY_SHARED) : options;
        Queue<HttpServer> servers = new ConcurrentLinkedQueue<>();
        Supplier<Deployable> instance = () -> {
            HttpServer server = vertx.createHttpServer(shared)
                    .connectionHandler(new FlushTogether(connections))
                    .invalidRequestHandler(HttpsServer::refuse)
                    .requestHandler(connections.before(SecurityHeaders.before(handler)));
            servers.add(server);
            return new Instance(server);
        };
        return vertx.deployVerticle(instance, new DeploymentOptions().setInstances(instances))
                .map(deployment ->
                        new HttpsServer(vertx, deployment, servers.element().actualPort()));
    }

    /** The port in force. */
    public int port() {
        return port;
    }

    /** Stops listening, lets responses under way finish within a second, closes connections. */
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

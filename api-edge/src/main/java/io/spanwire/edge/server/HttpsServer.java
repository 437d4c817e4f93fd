package io.spanwire.edge.server;

import io.netty.handler.codec.TooLongFrameException;
import io.spanwire.bus.message.Problems;
import io.spanwire.edge.http.Answers;
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
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The public server: one instance on each of several event loops, all on one port. Requests that are no HTTP get a problem
 * too, with the headers every response has.
 */
public final class HttpsServer {
    private final Vertx vertx;
    private final List<String> deployments;
    private final int port;

    private HttpsServer(Vertx vertx, List<String> deployments, int port) {
        this.vertx = vertx;
        this.deployments = deployments;
        this.port = port;
    }

    /**
     * Listens.
     *
     * @param instances on how many event loops
     * @param drain how long closing waits for responses under way
     */
    public static Future<HttpsServer> start(
            Vertx vertx,
            HttpServerOptions options,
            int instances,
            Duration drain,
            ConnectionBound connections,
            Handler<HttpServerRequest> handler) {
        Function<HttpServerOptions, Instance> instance = with -> new Instance(
                vertx.createHttpServer(with)
                        .connectionHandler(connections)
                        .invalidRequestHandler(HttpsServer::refuse)
                        .requestHandler(connections.before(handler)),
                drain);
        Instance first = instance.apply(options);
        return vertx.deployVerticle(first).compose(id -> {
            HttpServerOptions same = new HttpServerOptions(options).setPort(first.port());
            return more(vertx, () -> instance.apply(same), instances - 1)
                    .map(ids -> new HttpsServer(
                            vertx, Stream.concat(Stream.of(id), ids.stream()).toList(), first.port()));
        });
    }

    /** The port in force. */
    public int port() {
        return port;
    }

    /** Stops listening, lets responses under way finish, closes connections. */
    public Future<Void> close() {
        return Future.join(deployments.stream().map(vertx::undeploy).toList()).mapEmpty();
    }

    private static Future<List<String>> more(Vertx vertx, Supplier<Deployable> instance, int count) {
        if (count < 1) {
            return Future.succeededFuture(List.of());
        }
        return vertx.deployVerticle(instance, new DeploymentOptions().setInstances(count))
                .map(List::of);
    }

    private static final class Instance extends VerticleBase {
        private final HttpServer server;
        private final Duration drain;

        Instance(HttpServer server, Duration drain) {
            this.server = server;
            this.drain = drain;
        }

        @Override
        public Future<?> start() {
            return server.listen();
        }

        @Override
        public Future<?> stop() {
            return server.shutdown(drain.toMillis(), TimeUnit.MILLISECONDS);
        }

        int port() {
            return server.actualPort();
        }
    }

    private static void refuse(HttpServerRequest request) {
        SecurityHeaders.addTo(request.response());
        Throwable cause = request.decoderResult().cause();
        Answers.problem(
                request.response(), cause instanceof TooLongFrameException ? Problems.TOO_LARGE : Problems.MALFORMED);
    }
}

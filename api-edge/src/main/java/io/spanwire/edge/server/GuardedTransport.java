package io.spanwire.edge.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.vertx.core.Vertx;
import io.vertx.core.impl.transports.NioTransport;
import io.vertx.core.impl.transports.TransportInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.net.NetServerOptions;
import java.util.function.Predicate;

/**
 * The transport of a Vert.x whose HTTPS server decides on each connection as soon as it is accepted. Vert.x itself shows
 * a connection only after its TLS handshake, which costs more than all that is checked.
 */
public final class GuardedTransport extends NioTransport {
    private volatile Predicate<Channel> guard = connection -> true;

    private GuardedTransport() {}

    /** A Vert.x with this transport. */
    public static Vertx vertx() {
        return Vertx.builder()
                .withTransport(new TransportInternal("nio", true, null, new GuardedTransport()))
                .build();
    }

    /**
     * The guard of every server with TLS; runs on the acceptor's thread and must not block. It refuses a connection by
     * false, and may add handlers to the pipeline, which is empty yet.
     */
    static void guard(Vertx vertx, Predicate<Channel> guard) {
        if (!(((VertxInternal) vertx).transport() instanceof GuardedTransport transport)) {
            throw new IllegalArgumentException("Create the Vert.x by GuardedTransport.vertx()");
        }
        transport.guard = guard;
    }

    @Override
    public void configure(NetServerOptions options, boolean domainSocket, ServerBootstrap bootstrap) {
        super.configure(options, domainSocket, bootstrap);
        if (options.isSsl()) {
            bootstrap.handler(new Acceptor());
        }
    }

    /** Before Netty's own acceptor in the pipeline of the listening channel. */
    @Sharable
    private final class Acceptor extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
            if (message instanceof Channel connection && !guard.test(connection)) {
                connection.unsafe().closeForcibly();
            } else {
                super.channelRead(context, message);
            }
        }
    }
}

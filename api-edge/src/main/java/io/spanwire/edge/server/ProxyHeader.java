package io.spanwire.edge.server;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.util.NetUtil;
import io.spanwire.edge.budget.ClientAdmission;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.impl.ConnectionBase;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The reader of a connection's PROXY header, which names the client before the TLS handshake. The proxy's own checks
 * ({@code LOCAL}) name none and count as its own.
 *
 * @see <a href="https://www.haproxy.org/download/3.2/doc/proxy-protocol.txt">The PROXY protocol</a>
 */
final class ProxyHeader extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(ProxyHeader.class);

    private final ClientAdmission admission;
    private final InetAddress proxy;

    ProxyHeader(ClientAdmission admission, InetAddress proxy) {
        this.admission = admission;
        this.proxy = proxy;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (!(message instanceof HAProxyMessage header)) {
            super.channelRead(context, message);
            return;
        }
        try {
            admit(context, header);
        } finally {
            header.release();
        }
    }

    private void admit(ChannelHandlerContext context, HAProxyMessage header) throws UnknownHostException {
        InetAddress client = header.command() == HAProxyCommand.LOCAL ? proxy : source(header);
        if (!admission.admit(context.channel(), client)) {
            SlowClientWatch.close(context);
            return;
        }
        context.channel()
                .attr(ConnectionBase.REMOTE_ADDRESS_OVERRIDE)
                .set(SocketAddress.inetSocketAddress(new InetSocketAddress(client, header.sourcePort())));
        context.pipeline().remove(this);
    }

    private static InetAddress source(HAProxyMessage header) throws UnknownHostException {
        byte @Nullable [] address = header.sourceAddress() == null
                ? null
                : NetUtil.createByteArrayFromIpAddressString(header.sourceAddress());
        if (address == null) {
            throw new UnknownHostException("no address of a client");
        }
        return InetAddress.getByAddress(address);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable invalid) {
        LOG.debug("connection refused reason={}", invalid.toString());
        SlowClientWatch.close(context);
    }
}

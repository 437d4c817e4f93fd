package io.spanwire.edge.security;

import io.netty.util.NetUtil;
import io.vertx.core.net.SocketAddress;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** What counts as one client: an IPv4 address, or the /64 network of an IPv6 one, which any household has whole. */
public final class ClientAddress {
    private static final String UNKNOWN = "unknown";
    private static final int IPV6_BYTES = 16;
    private static final int NETWORK_BYTES = 8;

    private ClientAddress() {}

    /** The key of a socket's other end. */
    public static String of(@Nullable SocketAddress address) {
        if (address == null) {
            return UNKNOWN;
        }
        String host = address.hostAddress();
        return host == null ? UNKNOWN : network(host);
    }

    /** Of an address as text, never resolved. */
    static String network(String host) {
        if (host.indexOf(':') < 0) {
            return host;
        }
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(host);
        if (bytes == null || bytes.length != IPV6_BYTES) {
            return host;
        }
        return HexFormat.of().formatHex(bytes, 0, NETWORK_BYTES) + "/64";
    }
}

package io.spanwire.edge.security;

import io.netty.util.NetUtil;
import io.vertx.core.net.SocketAddress;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The rate limit key of a client: its IPv4 address, or its IPv6 /64 network, the least that a subscriber is assigned.
 */
public final class ClientNetwork {
    private static final String UNKNOWN = "unknown";
    private static final int IPV6_BYTES = 16;
    private static final int NETWORK_BYTES = 8;

    private ClientNetwork() {}

    /** The key of a remote address. */
    public static String of(@Nullable SocketAddress address) {
        if (address == null) {
            return UNKNOWN;
        }
        String host = address.hostAddress();
        return host == null ? UNKNOWN : network(host);
    }

    /** The key of an address as text, without name resolution. */
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

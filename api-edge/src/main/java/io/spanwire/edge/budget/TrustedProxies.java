package io.spanwire.edge.budget;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * The proxies whose word on a client's address counts.
 *
 * @param networks addresses or networks like {@code 10.0.0.0/8} or {@code 2001:db8::/32}
 * @param protocol whether every connection comes from such a proxy and starts with a header of the PROXY protocol
 */
public record TrustedProxies(List<String> networks, boolean protocol) {
    /** Every client connects directly. */
    public static final TrustedProxies NONE = new TrustedProxies(List.of(), false);

    public TrustedProxies {
        networks = List.copyOf(networks);
        networks.forEach(TrustedProxies::rule);
        if (protocol && networks.isEmpty()) {
            throw new IllegalArgumentException("The PROXY protocol needs the addresses of trusted proxies");
        }
    }

    /** Tells whether an address is a trusted proxy's. */
    Matcher matcher() {
        List<IpSubnetFilterRule> rules =
                networks.stream().map(TrustedProxies::rule).toList();
        return rules.isEmpty()
                ? address -> false
                : address -> rules.stream().anyMatch(rule -> rule.matches(new InetSocketAddress(address, 1)));
    }

    @FunctionalInterface
    interface Matcher {
        boolean isTrusted(InetAddress address);
    }

    /** @throws IllegalArgumentException if the text is not like {@code 10.0.0.0/8} */
    private static IpSubnetFilterRule rule(String network) {
        int slash = network.indexOf('/');
        String text = slash < 0 ? network : network.substring(0, slash);
        Optional<InetAddress> address = ClientNetwork.parse(text);
        if (address.isEmpty()) {
            throw new IllegalArgumentException(network + " is neither an address nor a network like 10.0.0.0/8");
        }
        int bits = address.get().getAddress().length * Byte.SIZE;
        return new IpSubnetFilterRule(
                address.get(), slash < 0 ? bits : prefix(network, slash, bits), IpFilterRuleType.ACCEPT);
    }

    private static int prefix(String network, int slash, int bits) {
        try {
            int prefix = Integer.parseUnsignedInt(network.substring(slash + 1));
            if (prefix <= bits) {
                return prefix;
            }
        } catch (NumberFormatException notNumber) {
            // Refused below.
        }
        throw new IllegalArgumentException(network + " has no prefix length from 0 to " + bits);
    }
}

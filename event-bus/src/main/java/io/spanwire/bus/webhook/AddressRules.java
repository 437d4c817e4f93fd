package io.spanwire.bus.webhook;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Which IP addresses requests of webhooks may go to: those of the public Internet, and the networks that an operator
 * allows. Everything else could reach what only this machine or its network should: services on loopback, databases,
 * the metadata of clouds. Thread-safe.
 *
 * @see <a href="https://www.iana.org/assignments/iana-ipv4-special-registry">the registry of special IPv4 addresses</a>
 * @see <a href="https://www.iana.org/assignments/iana-ipv6-special-registry">the registry of special IPv6 addresses</a>
 */
public final class AddressRules {
    /** Only public addresses. */
    public static final AddressRules PUBLIC = new AddressRules(List.of());

    private static final List<AddressNetwork> SPECIAL_V4 = networks(
            "0.0.0.0/8", // this network
            "10.0.0.0/8", // private
            "100.64.0.0/10", // shared by carriers
            "127.0.0.0/8", // loopback
            "168.63.129.16/32", // the platform of Azure
            "169.254.0.0/16", // link-local, with the metadata of most clouds
            "172.16.0.0/12", // private
            "192.0.0.0/24", // protocols
            "192.0.2.0/24", // documentation
            "192.88.99.0/24", // relays of 6to4
            "192.168.0.0/16", // private
            "198.18.0.0/15", // benchmarks
            "198.51.100.0/24", // documentation
            "203.0.113.0/24", // documentation
            "224.0.0.0/4", // multicast
            "240.0.0.0/4"); // reserved, and broadcast

    /** What is not in here is loopback, link-local, unique local, multicast, translated from IPv4 or not assigned. */
    private static final AddressNetwork GLOBAL_V6 = AddressNetwork.parse("2000::/3");

    private static final List<AddressNetwork> SPECIAL_V6 = networks(
            "2001::/23", // protocols, Teredo among them
            "2001:db8::/32", // documentation
            "2002::/16", // 6to4, which has an IPv4 address in it
            "3fff::/20"); // documentation

    private final List<AddressNetwork> allowed;

    /** @param allowed networks that are allowed although they are not public */
    public AddressRules(List<AddressNetwork> allowed) {
        this.allowed = List.copyOf(allowed);
    }

    private static List<AddressNetwork> networks(String... texts) {
        return List.of(texts).stream().map(AddressNetwork::parse).toList();
    }

    /** Why no request may go to an address, as a sentence for operators; empty if it may. */
    public Optional<String> refusal(InetAddress address) {
        return isPublic(address) || contain(allowed, address)
                ? Optional.empty()
                : Optional.of("The address " + address.getHostAddress()
                        + " is not public, and webhooks.allowed-networks does not have it.");
    }

    /** Java turns an IPv4 address that is mapped into IPv6 into the IPv4 address. */
    private static boolean isPublic(InetAddress address) {
        return address instanceof Inet4Address
                ? !contain(SPECIAL_V4, address)
                : GLOBAL_V6.contains(address) && !contain(SPECIAL_V6, address);
    }

    private static boolean contain(List<AddressNetwork> networks, InetAddress address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }
}

package io.spanwire.edge.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.MultiMap;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardedAddressTest {
    private static final TrustedProxies.Matcher PROXIES =
            new TrustedProxies(List.of("10.0.0.0/8", "2001:db8:ffff::/48", "192.0.2.1"), false).matcher();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "198.51.100.7 | 198.51.100.7",
                "198.51.100.7:4711 | 198.51.100.7",
                "6.6.6.6, 198.51.100.7, 10.1.2.3 | 198.51.100.7",
                "6.6.6.6, 198.51.100.7, 192.0.2.1, 10.1.2.3 | 198.51.100.7",
                "2001:db8::7 | 2001:db8::7",
                "[2001:db8::7]:4711, 2001:db8:ffff::1 | 2001:db8::7"
            })
    void lastAddressThatIsNoProxy(String header, String client) throws Exception {
        assertThat(of("x-forwarded-for", header)).contains(InetAddress.getByName(client));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "for=198.51.100.7 | 198.51.100.7",
                "for=6.6.6.6, For=\"198.51.100.7:80\";proto=https;by=10.0.0.1, for=10.0.0.9 | 198.51.100.7",
                "proto=https;for=\"[2001:db8::7]:4711\" | 2001:db8::7"
            })
    void standardHeader(String header, String client) throws Exception {
        assertThat(of("forwarded", header)).contains(InetAddress.getByName(client));
    }

    @Test
    void standardHeaderCountsFirst() throws Exception {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap()
                .add("x-forwarded-for", "6.6.6.6")
                .add("forwarded", "for=198.51.100.7");

        assertThat(ForwardedAddress.of(headers, PROXIES)).contains(InetAddress.getByName("198.51.100.7"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "unknown", "_hidden", "6.6.6.6, example.org", "10.0.0.1", "[::1", "1.2.3.4.5", "::::"})
    void anythingElseNamesNoClient(String header) {
        assertThat(of("x-forwarded-for", header)).isEmpty();
    }

    @Test
    void ipv6NetworkIsOneClient() throws Exception {
        assertThat(network("192.0.2.7")).isEqualTo("192.0.2.7");
        assertThat(network("2001:db8:1:2::1")).isEqualTo(network("2001:db8:1:2:ffff::9"));
        assertThat(network("2001:db8:1:2::1")).isNotEqualTo(network("2001:db8:1:3::1"));
        assertThat(network("::ffff:192.0.2.7")).isEqualTo("192.0.2.7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"example.org", "10.0.0.0/33", "10.0.0.0/x", "::1/129", "", "10.0.0.0/"})
    void otherNetworksAreRefused(String network) {
        assertThatThrownBy(() -> new TrustedProxies(List.of(network), false))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String network(String address) throws Exception {
        return ClientNetwork.of(InetAddress.getByName(address));
    }

    private static Optional<InetAddress> of(String name, String header) {
        return ForwardedAddress.of(MultiMap.caseInsensitiveMultiMap().add(name, header), PROXIES);
    }
}

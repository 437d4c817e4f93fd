package io.spanwire.bus.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookRulesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "10.255.255.255",
                "100.64.0.1",
                "100.100.100.200",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.0.1",
                "168.63.129.16",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.192",
                "192.0.2.7",
                "192.88.99.1",
                "192.168.1.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.1",
                "203.0.113.9",
                "224.0.0.1",
                "239.255.255.250",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::127.0.0.1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "64:ff9b::7f00:1",
                "64:ff9b::a9fe:a9fe",
                "64:ff9b:1::1",
                "100::1",
                "2001::1",
                "2001:0:4136:e378:8000:63bf:3fff:fdd2",
                "2001:2::1",
                "2001:10::1",
                "2001:20::1",
                "2001:db8::1",
                "2002:7f00:1::1",
                "2002:a00:1::",
                "3fff::1",
                "4000::1",
                "5f00::1",
                "fc00::1",
                "fd00:ec2::254",
                "fe80::1",
                "febf::1",
                "fec0::1",
                "ff02::1"
            })
    void specialAddressesAreRefused(String address) throws Exception {
        assertThat(AddressRules.PUBLIC.refusal(address(address)))
                .hasValueSatisfying(text -> assertThat(text).contains("is not public"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.1",
                "169.253.255.255",
                "172.15.255.255",
                "172.32.0.0",
                "192.0.1.1",
                "192.167.255.255",
                "192.169.0.0",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "::ffff:8.8.8.8",
                "2001:200::1",
                "2001:4860:4860::8888",
                "2606:4700:4700::1111",
                "2a00:1450:4001:82a::200e"
            })
    void publicAddressesAreAllowed(String address) throws Exception {
        assertThat(AddressRules.PUBLIC.refusal(address(address))).isEmpty();
    }

    @Test
    void allowedNetworksAreAllowedAndNothingElse() throws Exception {
        AddressRules rules = new AddressRules(List.of(
                AddressNetwork.parse("10.1.0.0/17"),
                AddressNetwork.parse("127.0.0.1"),
                AddressNetwork.parse("fd00::/9")));

        assertThat(rules.refusal(address("10.1.127.255"))).isEmpty();
        assertThat(rules.refusal(address("10.1.128.0"))).isPresent();
        assertThat(rules.refusal(address("127.0.0.1"))).isEmpty();
        assertThat(rules.refusal(address("127.0.0.2"))).isPresent();
        assertThat(rules.refusal(address("fd7f::1"))).isEmpty();
        assertThat(rules.refusal(address("fd80::1"))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "10.0.0/8", "example.org/8", "::1/129", "a/8"})
    void whatIsNoNetworkIsRefused(String text) {
        assertThatThrownBy(() -> AddressNetwork.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.org",
                "ftp://example.org/",
                "file:///etc/passwd",
                "http://example.org/",
                "https://",
                "https:///path",
                "https://user@example.org/",
                "https://user:secret@example.org/",
                "https://example.org/#part",
                "https://example.org:0/",
                "https://example.org:65536/",
                "https://exa mple.org/",
                "https://example.org/a\r\nb: c",
                "https://bücher.example/",
                "https://2130706433/",
                "https://0x7f000001/",
                "https://127.1/",
                "https://0177.0.0.1/",
                "https://127.0.0.1/",
                "https://169.254.169.254/latest/meta-data",
                "https://[::1]/",
                "https://[::ffff:127.0.0.1]/",
                "https://[fe80::1%25eth0]/"
            })
    void urlsThatAreNotAllowedAreRefusedWhenTheyAreGiven(String url) {
        assertThat(WebhookRules.STANDARD.refusal(url)).isPresent();
    }

    @Test
    void targetIsWhatTheUrlSays() {
        assertThat(WebhookTarget.parse("https://hooks.example.org/in?a=b%20c"))
                .isEqualTo(new WebhookTarget(true, "hooks.example.org", 443, "/in?a=b%20c"));
        assertThat(WebhookTarget.parse("HTTPS://hooks.example.org:8443").authority())
                .isEqualTo("hooks.example.org:8443");
        assertThat(WebhookTarget.parse("http://[2606:4700::1]:8080/").authority())
                .isEqualTo("[2606:4700::1]:8080");
        assertThat(WebhookRules.STANDARD.refusal("https://hooks.example.org/in"))
                .isEmpty();
        assertThat(new WebhookRules(1, true, AddressRules.PUBLIC).refusal("http://hooks.example.org"))
                .isEmpty();
    }

    private static InetAddress address(String literal) throws UnknownHostException {
        return InetAddress.getByName(literal);
    }
}

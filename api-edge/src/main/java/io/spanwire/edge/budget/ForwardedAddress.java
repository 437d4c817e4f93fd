package io.spanwire.edge.budget;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * The client's address in a request that a trusted proxy forwards: the last one that is not a trusted proxy's, because
 * everything before it may be the client's invention. {@code Forwarded} (RFC 7239) counts before {@code X-Forwarded-For}.
 */
final class ForwardedAddress {
    private static final CharSequence FORWARDED = HttpHeaders.createOptimized("forwarded");
    private static final CharSequence X_FORWARDED_FOR = HttpHeaders.createOptimized("x-forwarded-for");
    private static final String FOR = "for=";

    private ForwardedAddress() {}

    /** Empty if the headers name none that counts. */
    static Optional<InetAddress> of(MultiMap headers, TrustedProxies.Matcher proxies) {
        List<String> forwarded = headers.getAll(FORWARDED);
        boolean isStandard = !forwarded.isEmpty();
        String[] hops = String.join(",", isStandard ? forwarded : headers.getAll(X_FORWARDED_FOR))
                .split(",", -1);
        for (int i = hops.length - 1; i >= 0; i--) {
            Optional<InetAddress> hop = isStandard ? standard(hops[i]) : address(hops[i]);
            if (hop.isEmpty() || !proxies.isTrusted(hop.get())) {
                return hop;
            }
        }
        return Optional.empty();
    }

    private static Optional<InetAddress> standard(String element) {
        for (String pair : element.split(";", -1)) {
            String text = pair.strip();
            if (text.regionMatches(true, 0, FOR, 0, FOR.length())) {
                return address(text.substring(FOR.length()).replace("\"", ""));
            }
        }
        return Optional.empty();
    }

    /** The address of {@code 192.0.2.7}, {@code 192.0.2.7:4711}, {@code 2001:db8::1}, {@code [2001:db8::1]:4711}. */
    private static Optional<InetAddress> address(String node) {
        String text = node.strip();
        if (text.startsWith("[")) {
            int end = text.indexOf(']');
            return end < 0 ? Optional.empty() : ClientNetwork.parse(text.substring(1, end));
        }
        int colon = text.indexOf(':');
        boolean hasPort = colon >= 0 && colon == text.lastIndexOf(':');
        return ClientNetwork.parse(hasPort ? text.substring(0, colon) : text);
    }
}

package io.spanwire.bus.webhook;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * Where a webhook's requests go, from its URL.
 *
 * @param host a name, or an IP address without brackets
 * @param path with the query
 */
public record WebhookTarget(boolean isHttps, String host, int port, String path) {
    public static final int MAX_LENGTH = 2_048;

    private static final String DOTTED = "(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}";
    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    /** @throws IllegalArgumentException when it is no such URL; the message is a sentence for operators, without the URL */
    public static WebhookTarget parse(String url) {
        URI uri = uri(url);
        boolean isHttps = "https".equalsIgnoreCase(uri.getScheme());
        if (!isHttps && !"http".equalsIgnoreCase(uri.getScheme())) {
            throw new IllegalArgumentException("Give an https URL.");
        }
        String host = Optional.ofNullable(uri.getHost()).orElse("");
        if (host.isEmpty()) {
            throw new IllegalArgumentException("The URL has no host: a name in ASCII, or an IP address.");
        }
        if (host.indexOf('%') >= 0 || (isNumeric(host) && !host.matches(DOTTED))) {
            throw new IllegalArgumentException(
                    "An IP address is four decimal numbers, or IPv6 in brackets without a zone.");
        }
        if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("The URL must have no user, password or fragment.");
        }
        int port = uri.getPort() < 0 ? (isHttps ? HTTPS : HTTP) : uri.getPort();
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("The URL's port is not from 1 to 65535.");
        }
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return new WebhookTarget(
                isHttps,
                host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
                port,
                uri.getRawQuery() == null ? path : path + '?' + uri.getRawQuery());
    }

    /** Such as 2130706433 or 127.1, which a resolver may take for an IPv4 address: no name ends like that. */
    private static boolean isNumeric(String host) {
        return host.matches("(.*\\.)?[0-9][0-9A-Fa-fxX]*\\.?");
    }

    private static URI uri(String url) {
        if (url.length() > MAX_LENGTH || !url.matches("\\p{Graph}+")) {
            throw new IllegalArgumentException("A URL has 1 to " + MAX_LENGTH + " visible characters of ASCII.");
        }
        try {
            return new URI(url);
        } catch (URISyntaxException malformed) {
            throw new IllegalArgumentException("This is no URL.", malformed);
        }
    }

    /** The IP address that the URL has in place of a name. */
    Optional<InetAddress> literal() {
        if (host.indexOf(':') < 0 && !host.matches(DOTTED)) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(host));
        } catch (UnknownHostException notAnAddress) {
            return Optional.empty();
        }
    }

    /** The value of the header {@code Host}, which is also how errors name the target. */
    public String authority() {
        String name = host.indexOf(':') < 0 ? host : '[' + host + ']';
        return port == (isHttps ? HTTPS : HTTP) ? name : name + ':' + port;
    }
}

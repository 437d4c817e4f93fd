package io.spanwire.edge.bearer;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * The public keys of an issuer. Those at an address are fetched when first needed, kept for five minutes, and fetched
 * again for a token with an unknown key, at most every 30 seconds; while the address does not answer, the last ones are
 * kept.
 */
public final class IssuerKeys {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration TIME_TO_LIVE = Duration.ofMinutes(5);
    private static final Duration REFRESH_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration MIN_INTERVAL = Duration.ofSeconds(30);
    private static final int MAX_BYTES = 512 << 10;
    private static final Set<KeyType> ASYMMETRIC = Set.of(KeyType.RSA, KeyType.EC);

    private IssuerKeys() {}

    /** The keys at an address: https, or http on this machine. */
    public static JWKSource<SecurityContext> at(URI address) {
        return at(address, MIN_INTERVAL);
    }

    static JWKSource<SecurityContext> at(URI address, Duration minInterval) {
        try {
            return JWKSourceBuilder.create(address.toURL(), new KeyRetriever())
                    .cache(TIME_TO_LIVE.toMillis(), REFRESH_TIMEOUT.toMillis())
                    .rateLimited(minInterval.toMillis())
                    .outageTolerantForever()
                    .build();
        } catch (MalformedURLException impossible) {
            throw new IllegalArgumentException(address + " is no address of keys", impossible);
        }
    }

    /**
     * The public keys in a file: a JWK Set, or PEM with public keys or certificates.
     *
     * @throws IllegalArgumentException when it has none, or one that must not be there
     */
    public static List<JWK> in(Path file) throws IOException {
        String text = Files.readString(file);
        List<JWK> keys = parse(file, text);
        if (keys.isEmpty()) {
            throw new IllegalArgumentException(file + " has no key");
        }
        for (JWK key : keys) {
            if (!ASYMMETRIC.contains(key.getKeyType())) {
                throw new IllegalArgumentException(file + " has a key that is neither RSA nor EC");
            }
            if (key.isPrivate()) {
                throw new IllegalArgumentException(file + " has a private key; put only the public one there");
            }
        }
        return keys;
    }

    private static List<JWK> parse(Path file, String text) {
        try {
            return text.contains("-----BEGIN ")
                    ? PemKeys.parse(text)
                    : JWKSet.parse(text).getKeys();
        } catch (GeneralSecurityException | ParseException | IllegalArgumentException unreadable) {
            throw new IllegalArgumentException(
                    file + " is neither a JWK Set nor PEM with public keys or certificates", unreadable);
        }
    }

    /** Follows no redirect: the keys are those at the address that the settings name. */
    private static final class KeyRetriever extends DefaultResourceRetriever {
        KeyRetriever() {
            super((int) CONNECT_TIMEOUT.toMillis(), (int) READ_TIMEOUT.toMillis(), MAX_BYTES);
        }

        @Override
        protected HttpURLConnection openHTTPConnection(URL address) throws IOException {
            HttpURLConnection connection = super.openHTTPConnection(address);
            connection.setInstanceFollowRedirects(false);
            return connection;
        }
    }
}

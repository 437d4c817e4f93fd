package io.spanwire.launcher.settings;

import io.spanwire.edge.bearer.BearerSettings;
import io.spanwire.edge.bearer.CallerClaims;
import io.spanwire.edge.oidc.OidcSettings;
import io.spanwire.edge.oidc.ProviderAddress;
import io.spanwire.launcher.folder.SecretFiles;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The reader of the settings that say who may call. */
final class IdentityReader {
    private static final String ALGORITHM = "(RS|PS|ES)(256|384|512)";

    private final SettingValues values;
    private final CallerClaims claims;
    private final Duration leeway;

    private IdentityReader(SettingValues values) {
        this.values = values;
        this.claims = claims(values);
        this.leeway = Duration.ofSeconds(values.number(SettingKey.BEARER_LEEWAY));
    }

    static Settings.Identity read(SettingValues values) {
        IdentityReader reader = new IdentityReader(values);
        Duration lifetime = Duration.ofMinutes(values.number(SettingKey.SESSION_LIFETIME));
        Duration maxLifetime = Duration.ofMinutes(values.number(SettingKey.SESSION_MAX_LIFETIME));
        if (maxLifetime.compareTo(lifetime) < 0) {
            throw SettingKey.SESSION_MAX_LIFETIME.invalid("is less than " + SettingKey.SESSION_LIFETIME.key());
        }
        return new Settings.Identity(
                reader.bearer(), reader.provider(), values.path(SettingKey.SERVICE_TOKENS), lifetime, maxLifetime);
    }

    private Optional<BearerSettings> bearer() {
        Optional<String> issuer = values.text(SettingKey.BEARER_ISSUER);
        if (issuer.isEmpty()) {
            refuseWithout(
                    SettingKey.BEARER_ISSUER,
                    List.of(SettingKey.BEARER_AUDIENCE, SettingKey.BEARER_KEYS_URL, SettingKey.BEARER_KEYS_FILE));
            return Optional.empty();
        }
        Optional<URI> address = values.address(SettingKey.BEARER_KEYS_URL);
        Optional<Path> file = values.path(SettingKey.BEARER_KEYS_FILE);
        if (address.isPresent() == file.isPresent()) {
            throw SettingKey.BEARER_KEYS_URL.invalid(
                    address.isPresent()
                            ? "and bearer.keys-file are both set"
                            : "and bearer.keys-file are both missing");
        }
        if (address.isPresent() && !ProviderAddress.isSecure(address.get())) {
            throw SettingKey.BEARER_KEYS_URL.invalid("is " + address.get() + ", which is not https");
        }
        file.ifPresent(path -> {
            if (!Files.isReadable(path)) {
                throw SettingKey.BEARER_KEYS_FILE.invalid("is " + path + ", which does not exist or cannot be read");
            }
        });
        return Optional.of(new BearerSettings(
                issuer.get(),
                values.required(SettingKey.BEARER_AUDIENCE),
                address,
                file,
                algorithms(),
                values.text(SettingKey.BEARER_TYPE),
                leeway,
                claims));
    }

    private Set<String> algorithms() {
        Set<String> algorithms = new HashSet<>(values.list(SettingKey.BEARER_ALGORITHMS, value -> {
            if (!value.matches(ALGORITHM)) {
                throw SettingKey.BEARER_ALGORITHMS.invalid("has " + value + ", which is not one of them");
            }
            return value;
        }));
        if (algorithms.isEmpty()) {
            throw SettingKey.BEARER_ALGORITHMS.invalid("is empty");
        }
        return algorithms;
    }

    private Optional<OidcSettings> provider() {
        Optional<URI> issuer = values.address(SettingKey.OIDC_ISSUER);
        if (issuer.isEmpty()) {
            refuseWithout(SettingKey.OIDC_ISSUER, List.of(SettingKey.OIDC_CLIENT, SettingKey.OIDC_SECRET));
            return Optional.empty();
        }
        if (!ProviderAddress.isSecure(issuer.get())) {
            throw SettingKey.OIDC_ISSUER.invalid("is " + issuer.get() + ", which is not https");
        }
        List<String> scopes = values.list(SettingKey.OIDC_SCOPES, value -> value);
        if (!scopes.contains("openid")) {
            throw SettingKey.OIDC_SCOPES.invalid("lacks openid");
        }
        return Optional.of(new OidcSettings(
                issuer.get(),
                values.required(SettingKey.OIDC_CLIENT),
                values.path(SettingKey.OIDC_SECRET).map(IdentityReader::secret),
                scopes,
                values.required(SettingKey.OIDC_NAME),
                claims));
    }

    private static String secret(Path file) {
        return SecretFiles.read(SettingKey.OIDC_SECRET.key(), file);
    }

    private static CallerClaims claims(SettingValues values) {
        Map<String, String> roleMap = new HashMap<>();
        for (String pair : values.list(SettingKey.ROLE_MAP, value -> value)) {
            String[] parts = pair.split("=", 2);
            if (parts.length != 2 || parts[0].isBlank() || !parts[1].matches("[!-~]{1,128}")) {
                throw SettingKey.ROLE_MAP.invalid("has " + pair + ", which is not like provider-role=role");
            }
            roleMap.put(parts[0].strip(), parts[1]);
        }
        return new CallerClaims(
                values.required(SettingKey.CLAIM_NAME), values.required(SettingKey.CLAIM_ROLES), roleMap);
    }

    /** A setting that has no effect is a mistake. */
    private void refuseWithout(SettingKey missing, List<SettingKey> dependent) {
        for (SettingKey key : dependent) {
            if (values.text(key).isPresent()) {
                throw missing.invalid("is missing, but " + key.key() + " is set");
            }
        }
    }
}

package io.spanwire.launcher.settings;

import io.spanwire.edge.server.ClientCertificates;
import io.spanwire.edge.server.StrictTransport;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The reader of the settings that say how HTTPS is used. */
final class TransportReader {
    private TransportReader() {}

    static Settings.Transport read(SettingValues values) {
        return new Settings.Transport(
                clientCertificates(values), strictTransport(values), webroot(values), AcmeReader.read(values));
    }

    private static ClientCertificates clientCertificates(SettingValues values) {
        Optional<Path> authority = values.path(SettingKey.CLIENT_AUTHORITY)
                .map(path -> SettingsReader.requireReadable(SettingKey.CLIENT_AUTHORITY, path));
        String mode = values.required(SettingKey.CLIENT_CERTIFICATES);
        if (!List.of("off", "request", "require").contains(mode)) {
            throw SettingKey.CLIENT_CERTIFICATES.invalid("is " + mode + ", neither off, request nor require");
        }
        if (authority.isEmpty() != mode.equals("off")) {
            throw SettingKey.CLIENT_AUTHORITY.invalid(
                    (authority.isEmpty() ? "is missing" : "is set") + ", but tls.client-certificates is " + mode);
        }
        return new ClientCertificates(authority, mode.equals("require"));
    }

    private static StrictTransport strictTransport(SettingValues values) {
        String value = values.required(SettingKey.STRICT_TRANSPORT);
        try {
            return StrictTransport.valueOf(value.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw SettingKey.STRICT_TRANSPORT.invalid("is " + value + ", neither host, subdomains nor preload");
        }
    }

    private static Optional<Path> webroot(SettingValues values) {
        Optional<Path> folder = values.path(SettingKey.ACME_WEBROOT);
        if (folder.isPresent() && values.unlessZero(SettingKey.HTTP_PORT).isEmpty()) {
            throw SettingKey.ACME_WEBROOT.invalid("is set, but http-port is off");
        }
        return folder;
    }
}

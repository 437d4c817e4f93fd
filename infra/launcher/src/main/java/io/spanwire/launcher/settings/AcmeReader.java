package io.spanwire.launcher.settings;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/** The reader of the settings of certificates that the server gets itself. */
final class AcmeReader {
    private static final String NAME = "(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]{1,62}";

    private AcmeReader() {}

    static Optional<Settings.Acme> read(SettingValues values) {
        Optional<URI> directory = values.address(SettingKey.ACME_DIRECTORY);
        List<String> names = values.list(SettingKey.ACME_NAMES, AcmeReader::name);
        if (directory.isEmpty()) {
            if (!names.isEmpty()) {
                throw SettingKey.ACME_DIRECTORY.invalid("is missing, but acme.names is set");
            }
            return Optional.empty();
        }
        if (!"https".equals(directory.get().getScheme())) {
            throw SettingKey.ACME_DIRECTORY.invalid("is " + directory.get() + ", which is not https");
        }
        if (names.isEmpty()) {
            throw SettingKey.ACME_NAMES.invalid("is missing");
        }
        if (!values.flag(SettingKey.ACME_TERMS).orElse(false)) {
            throw SettingKey.ACME_TERMS.invalid("is not true");
        }
        if (values.unlessZero(SettingKey.HTTP_PORT).isEmpty()) {
            throw SettingKey.ACME_DIRECTORY.invalid("is set, but http-port is off");
        }
        if (values.text(SettingKey.TLS_CERTIFICATE).isPresent()) {
            throw SettingKey.ACME_DIRECTORY.invalid("and tls.certificate are both set");
        }
        return Optional.of(new Settings.Acme(
                directory.get(), names, values.text(SettingKey.ACME_CONTACT), values.path(SettingKey.ACME_ROOT)));
    }

    private static String name(String name) {
        if (!name.matches(NAME)) {
            throw SettingKey.ACME_NAMES.invalid("has " + name + ", which is not a name like chat.example.org");
        }
        return name;
    }
}

package io.spanwire.launcher.embedded;

import io.spanwire.launcher.folder.Secrets;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.apache.kafka.common.security.scram.ScramCredential;
import org.apache.kafka.common.security.scram.ScramCredentialCallback;
import org.apache.kafka.common.security.scram.ScramLoginModule;
import org.apache.kafka.common.security.scram.internals.ScramFormatter;
import org.apache.kafka.common.security.scram.internals.ScramMechanism;

/**
 * The login of the embedded broker: a user whose password, a secret in the data folder, only this system user can read. Any
 * other one can connect to the port, but not write a record. SCRAM (RFC 5802) does not reveal the password to a program that
 * listens on the port while the broker does not. Kafka creates it by its class name, for each listener.
 */
public final class BrokerLogin implements AuthenticateCallbackHandler {
    private static final String USER = "spanwire";
    private static final String USER_OPTION = "user_";
    private static final ScramMechanism MECHANISM = ScramMechanism.SCRAM_SHA_256;
    /** The fewest that are allowed: the secret is random, so guessing needs no slowing down. */
    private static final int ITERATIONS = 4_096;

    private final Map<String, ScramCredential> credentials = new HashMap<>();

    /** The settings of a client that logs in at the broker of this folder. */
    static Map<String, String> client(Path home) {
        return client(USER, secret(home));
    }

    static Map<String, String> client(String user, String password) {
        return Map.of(
                "security.protocol", "SASL_PLAINTEXT",
                "sasl.mechanism", MECHANISM.mechanismName(),
                "sasl.jaas.config", module("username=\"" + user + "\" password=\"" + password + '"'));
    }

    /** Makes the listeners of a broker ask for the login, and the broker log in at itself. */
    static void require(Properties broker, Path home, Map<String, String> otherUsers) {
        String secret = secret(home);
        StringBuilder users = new StringBuilder(option(USER, secret));
        otherUsers.forEach((user, password) -> users.append(option(user, password)));
        String module = module("username=\"" + USER + "\" password=\"" + secret + '"' + users);
        for (String listener : List.of("local", "controller")) {
            String prefix = "listener.name." + listener + "."
                    + MECHANISM.mechanismName().toLowerCase(Locale.ROOT);
            broker.setProperty(prefix + ".sasl.jaas.config", module);
            broker.setProperty(prefix + ".sasl.server.callback.handler.class", BrokerLogin.class.getName());
        }
    }

    private static String option(String user, String password) {
        return " " + USER_OPTION + user + "=\"" + password + '"';
    }

    private static String secret(Path home) {
        return Secrets.in(home.resolve("secrets")).secret(USER);
    }

    private static String module(String options) {
        return ScramLoginModule.class.getName() + " required " + options + ";";
    }

    @Override
    public void configure(Map<String, ?> configs, String mechanism, List<AppConfigurationEntry> entries) {
        entries.get(0).getOptions().forEach((option, password) -> {
            if (option.startsWith(USER_OPTION)) {
                credentials.put(option.substring(USER_OPTION.length()), credential(password.toString()));
            }
        });
    }

    private static ScramCredential credential(String password) {
        try {
            return new ScramFormatter(MECHANISM).generateCredential(password, ITERATIONS);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }

    /** Without a credential Kafka refuses the user. */
    @Override
    public void handle(Callback[] callbacks) throws UnsupportedCallbackException {
        String user = "";
        for (Callback callback : callbacks) {
            if (callback instanceof NameCallback name) {
                user = name.getDefaultName();
            } else if (callback instanceof ScramCredentialCallback asked) {
                asked.scramCredential(credentials.get(user));
            } else {
                throw new UnsupportedCallbackException(callback);
            }
        }
    }

    @Override
    public void close() {}
}

package io.spanwire.acceptance.harness;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** The file with the login of an embedded broker. */
record KafkaLogin(Path file) {
    /** That of the broker in a data folder. */
    static KafkaLogin in(Path data) {
        return new KafkaLogin(data.resolve("kafka").resolve("client.properties"));
    }

    /** The settings of a client that logs in at this address. */
    Map<String, Object> client(String bootstrap) {
        Properties login = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            login.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, Object> settings = new HashMap<>(Map.of("bootstrap.servers", bootstrap));
        login.stringPropertyNames().forEach(name -> settings.put(name, login.getProperty(name)));
        return settings;
    }
}

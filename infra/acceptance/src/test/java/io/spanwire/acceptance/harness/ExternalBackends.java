package io.spanwire.acceptance.harness;

import java.util.Map;
import java.util.Optional;

/**
 * Addresses and passwords of a broker and a database outside the program; the database's three roles exist.
 *
 * @param login of the broker, if it asks for one
 */
record ExternalBackends(
        String bootstrap,
        Optional<KafkaLogin> login,
        String databaseHost,
        int databasePort,
        String owner,
        String worker,
        String reader) {
    static final String DATABASE = "spanwire";
    static final String OWNER = "spanwire_owner";
    static final String WORKER = "spanwire_worker";
    static final String READER = "spanwire_reader";

    /** The same broker and database, reached through other ports of this machine. */
    ExternalBackends through(int kafkaProxy, int databaseProxy) {
        return new ExternalBackends(
                "127.0.0.1:" + kafkaProxy, login, databaseHost, databaseProxy, owner, worker, reader);
    }

    /** The settings of a client of the broker. */
    Map<String, Object> kafka() {
        return login.map(known -> known.client(bootstrap)).orElseGet(() -> Map.of("bootstrap.servers", bootstrap));
    }

    Backend.Login database() {
        return new Backend.Login(
                "jdbc:postgresql://" + databaseHost + ':' + databasePort + '/' + DATABASE, OWNER, owner);
    }
}

package io.spanwire.acceptance.harness;

/** Addresses and passwords of a broker and a database outside the program; the database's three roles exist. */
record ExternalBackends(
        String bootstrap, String databaseHost, int databasePort, String owner, String worker, String reader) {
    static final String DATABASE = "spanwire";
    static final String OWNER = "spanwire_owner";
    static final String WORKER = "spanwire_worker";
    static final String READER = "spanwire_reader";

    /** The same broker and database, reached through other ports of this machine. */
    ExternalBackends through(int kafkaProxy, int databaseProxy) {
        return new ExternalBackends("127.0.0.1:" + kafkaProxy, databaseHost, databaseProxy, owner, worker, reader);
    }

    Backend.Login login() {
        return new Backend.Login(
                "jdbc:postgresql://" + databaseHost + ':' + databasePort + '/' + DATABASE, OWNER, owner);
    }
}

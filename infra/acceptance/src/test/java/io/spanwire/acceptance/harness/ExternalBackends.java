package io.spanwire.acceptance.harness;

/** A broker and a database that run outside the program, with the three roles of the database made. */
record ExternalBackends(
        String bootstrap, String databaseHost, int databasePort, String owner, String worker, String reader) {
    static final String DATABASE = "spanwire";
    static final String OWNER = "spanwire_owner";
    static final String WORKER = "spanwire_worker";
    static final String READER = "spanwire_reader";

    /** The same parts behind other addresses of this machine. */
    ExternalBackends behind(int kafkaPort, int databaseBehind) {
        return new ExternalBackends("127.0.0.1:" + kafkaPort, databaseHost, databaseBehind, owner, worker, reader);
    }

    Backend.Login login() {
        return new Backend.Login(
                "jdbc:postgresql://" + databaseHost + ':' + databasePort + '/' + DATABASE, OWNER, owner);
    }
}

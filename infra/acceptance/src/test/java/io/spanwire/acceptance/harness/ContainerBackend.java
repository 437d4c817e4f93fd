package io.spanwire.acceptance.harness;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** Kafka and PostgreSQL in containers. Without Docker the tests are skipped with a banner. */
final class ContainerBackend {
    private static final String KAFKA = "apache/kafka:4.1.1";
    private static final String POSTGRES = "postgres:18";
    private static final String PASSWORD = "acceptance";

    private ContainerBackend() {}

    static void assumeDocker() {
        LoudSkip.assume(
                DockerClientFactory.instance().isDockerAvailable(),
                "NO DOCKER: THE CONTAINER TESTS ARE SKIPPED. Start Docker, or run without -Pcontainers.");
    }

    static Backend start(Path folder) throws IOException {
        KafkaContainer kafka = new KafkaContainer(KAFKA);
        PostgreSQLContainer database =
                new PostgreSQLContainer(POSTGRES).withUsername("postgres").withPassword(PASSWORD);
        kafka.start();
        database.start();
        prepare(database);
        ExternalBackends backends = new ExternalBackends(
                kafka.getBootstrapServers(),
                Optional.empty(),
                database.getHost(),
                database.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
                PASSWORD,
                PASSWORD,
                PASSWORD);
        return new ServeBackend(folder, backends, () -> {
            kafka.stop();
            database.stop();
        });
    }

    private static void prepare(PostgreSQLContainer database) {
        try (Connection connection =
                        DriverManager.getConnection(database.getJdbcUrl(), database.getUsername(), PASSWORD);
                Statement statement = connection.createStatement()) {
            statement.execute("create role spanwire_owner login password '" + PASSWORD + "'");
            statement.execute("create role spanwire_worker login password '" + PASSWORD + "'");
            statement.execute("create role spanwire_reader login password '" + PASSWORD + "'");
            statement.execute("create database spanwire owner spanwire_owner");
        } catch (SQLException e) {
            throw new IllegalStateException("Could not create the roles and the database in the container", e);
        }
    }
}

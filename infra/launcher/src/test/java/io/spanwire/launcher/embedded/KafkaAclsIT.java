package io.spanwire.launcher.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.spanwire.bus.kafka.KafkaClients;
import io.spanwire.bus.kafka.KafkaSettings;
import io.spanwire.bus.kafka.Topics;
import io.spanwire.launcher.folder.Secrets;
import io.spanwire.launcher.platform.Foundation;
import io.spanwire.launcher.roles.Migration;
import io.spanwire.launcher.roles.Roles;
import io.spanwire.launcher.settings.BackendMode;
import io.spanwire.launcher.settings.DatabaseEndpoint;
import io.spanwire.launcher.settings.SettingSources;
import io.spanwire.launcher.settings.Settings;
import io.spanwire.launcher.settings.SettingsReader;
import io.spanwire.launcher.start.ProgressListener;
import io.spanwire.launcher.start.UserFacingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The roles, each with a Kafka user that has the rights of {@code infra/deploy/kafka/acls.txt} and no more. */
class KafkaAclsIT {
    private static final Path TABLE = Path.of("..", "deploy", "kafka", "acls.txt");
    private static final List<String> USERS = List.of("edge", "notifier", "worker", "operator");

    private static Path folder;
    private static EmbeddedKafka kafka;
    private static EmbeddedDatabase database;

    @BeforeAll
    static void start(@TempDir Path fresh) throws Exception {
        folder = fresh;
        database = EmbeddedDatabase.start(fresh.resolve("postgres"), PreparedDatabase.BINARIES);
        kafka = EmbeddedKafka.start(
                fresh.resolve("kafka"),
                Map.of("authorizer.class.name", StandardAuthorizer.class.getName(), "super.users", "User:spanwire"),
                USERS.stream().collect(Collectors.toMap(user -> user, user -> "password-of-" + user)));
        try (Admin admin = Admin.create(TopicRecords.config(kafka.client()))) {
            admin.createAcls(acls()).all().get();
        }
        Settings operator = SettingsReader.readForOperator(
                BackendMode.EXTERNAL,
                sources("operator", "worker", Map.of("database.owner-password", password("owner"))));
        try (Foundation foundation = Foundation.start(operator, ProgressListener.SILENT)) {
            Migration.run(operator, foundation.environment(), ProgressListener.SILENT);
        }
    }

    @AfterAll
    static void stop() {
        kafka.close();
        database.close();
    }

    @Test
    void everyRoleDoesItsWork() throws Exception {
        Settings worker = server("worker", Map.of("database.worker-password", password("worker")));
        Map<String, String> reader = Map.of(
                "database.reader-password", password("reader"),
                "session-secret-file", sessionSecret().toString(),
                "port", "0");
        try (Foundation first = Foundation.start(worker, ProgressListener.SILENT);
                Roles deciding = Roles.start(worker, first.environment(), ProgressListener.SILENT)) {
            for (String role : List.of("edge", "notifier")) {
                Settings settings = server(role, reader);
                try (Foundation second = Foundation.start(settings, ProgressListener.SILENT);
                        Roles roles = Roles.start(settings, second.environment(), ProgressListener.SILENT)) {
                    assertThat(roles.address()).isPresent();
                }
            }
            TopicRecords.append(as("edge"), Topics.COMMANDS, "no command");

            await().atMost(Duration.ofSeconds(30)).until(() -> parkedRecords() == 1);
            assertThat(deciding.address()).isEmpty();
        }
        TopicRecords.append(as("worker"), Topics.COMMANDS, "of a reaction");
        TopicRecords.append(as("worker"), Topics.EVENTS, "event");
        TopicRecords.append(as("worker"), Topics.OUTCOMES, "outcome");
        assertThat(TopicRecords.readAll(as("notifier"), Topics.EVENTS, 1)).containsExactly("event");
        assertThat(TopicRecords.readAll(as("edge"), Topics.OUTCOMES, 1)).containsExactly("outcome");
    }

    @Test
    void noRoleWritesWhatIsAnothersOrReadsCommands() {
        for (String forbidden : List.of(
                "edge spanwire.events",
                "edge spanwire.outcomes",
                "notifier spanwire.commands",
                "notifier spanwire.events",
                "notifier spanwire.outcomes")) {
            String[] parts = forbidden.split(" ", 2);
            assertThatThrownBy(() -> TopicRecords.append(as(parts[0]), parts[1], "forged"))
                    .as(forbidden)
                    .rootCause()
                    .isInstanceOf(AuthorizationException.class);
        }
        for (String user : List.of("edge", "notifier")) {
            assertThatThrownBy(() -> TopicRecords.readAll(as(user), Topics.COMMANDS, 1))
                    .isInstanceOf(TopicAuthorizationException.class);
        }
    }

    @Test
    void noRoleCreatesOrDeletesTopics() {
        for (String user : List.of("edge", "notifier", "worker")) {
            assertThatThrownBy(() -> TopicRecords.createTopic(as(user), "mine"))
                    .hasRootCauseInstanceOf(TopicAuthorizationException.class);
            assertThatThrownBy(() -> {
                        try (Admin admin = Admin.create(TopicRecords.config(as(user)))) {
                            admin.deleteTopics(List.of(Topics.EVENTS)).all().get();
                        }
                    })
                    .hasRootCauseInstanceOf(TopicAuthorizationException.class);
        }
        assertThatThrownBy(() -> Topics.require(
                        new KafkaClients(
                                new KafkaSettings(kafka.bootstrapServers(), BrokerLogin.client("stranger", "unknown"))),
                        1,
                        OptionalInt.empty()))
                .isInstanceOf(RuntimeException.class);
    }

    private static List<AclBinding> acls() throws Exception {
        List<AclBinding> acls = new ArrayList<>();
        try (Stream<String> lines = Files.lines(TABLE)) {
            lines.filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(line -> {
                String[] parts = line.split("\\s+", 4);
                for (String operation : parts[3].split(",", -1)) {
                    acls.add(new AclBinding(
                            new ResourcePattern(
                                    ResourceType.fromString(parts[1].toUpperCase(Locale.ROOT)),
                                    parts[2],
                                    PatternType.LITERAL),
                            new AccessControlEntry(
                                    "User:" + parts[0], "*", operation(operation), AclPermissionType.ALLOW)));
                }
            });
        }
        return acls;
    }

    private static AclOperation operation(String name) {
        return AclOperation.fromString(name.replaceAll("(?<=.)([A-Z])", "_$1").toUpperCase(Locale.ROOT));
    }

    private static KafkaSettings as(String user) {
        return new KafkaSettings(kafka.bootstrapServers(), BrokerLogin.client(user, "password-of-" + user));
    }

    private static Settings server(String role, Map<String, String> more) {
        try {
            return SettingsReader.read(BackendMode.EXTERNAL, sources(role, role, more));
        } catch (UserFacingException e) {
            throw new AssertionError(e.advice(), e);
        }
    }

    private static SettingSources sources(String user, String role, Map<String, String> more) {
        DatabaseEndpoint endpoint = database.endpoint();
        Map<String, String> all = new HashMap<>(more);
        all.put("roles", role);
        all.put("partitions", "1");
        all.put("data", folder.resolve("data-" + user).toString());
        all.put("kafka.bootstrap", kafka.bootstrapServers());
        as(user).client().forEach((key, value) -> all.put("kafka.client." + key, value));
        all.put("database.host", endpoint.host());
        all.put("database.port", Integer.toString(endpoint.port()));
        return new SettingSources(Optional.empty(), Map.of(), all);
    }

    private static Path sessionSecret() {
        Secrets secrets = Secrets.in(folder.resolve("secrets"));
        assertThat(secrets.secret("session")).isNotEmpty();
        return secrets.file("session");
    }

    private static String password(String role) {
        return Secrets.in(folder.resolve("postgres").resolve("secrets")).secret("spanwire_" + role);
    }

    private static int parkedRecords() throws Exception {
        DatabaseEndpoint endpoint = database.endpoint();
        try (Connection connection = DriverManager.getConnection(
                        endpoint.jdbcUrl(),
                        endpoint.owner().user(),
                        endpoint.owner().password());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from spanwire.parked_record")) {
            row.next();
            return row.getInt(1);
        }
    }
}

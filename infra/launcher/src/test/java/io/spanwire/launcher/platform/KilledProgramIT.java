package io.spanwire.launcher.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.bus.kafka.KafkaSettings;
import io.spanwire.launcher.embedded.PreparedDatabase;
import io.spanwire.launcher.embedded.RunningBackends;
import io.spanwire.launcher.embedded.TopicRecords;
import io.spanwire.launcher.folder.Secrets;
import io.spanwire.launcher.settings.BackendMode;
import io.spanwire.launcher.settings.SettingSources;
import io.spanwire.launcher.settings.Settings;
import io.spanwire.launcher.settings.SettingsReader;
import io.spanwire.launcher.start.ProgressListener;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledProgramIT {
    private static final String TOPIC = "notes";

    @Test
    void startAfterSigkillFindsDataAndStopsOrphanedDatabase(@TempDir Path parent) throws Exception {
        Path data = parent.resolve("data with a space");
        long orphan;
        PreparedDatabase.copyTo(data);
        try (ProgramProcess child = ProgramProcess.up(data)) {
            writeData(data);
            child.kill();
            orphan = databasePid(data);
        }
        assertThat(isAlive(orphan)).as("the database outlives its parent").isTrue();

        try (Foundation next = Foundation.start(settings(data), ProgressListener.SILENT)) {
            assertThat(isAlive(orphan)).isFalse();
            assertThat(readNote(next.environment().database().jdbcUrl(), password(data)))
                    .isEqualTo("kept");
            assertThat(endOffset(next.environment().kafka())).isEqualTo(1);
        }
    }

    @Test
    void startRecoversAfterDatabaseIsKilledToo(@TempDir Path data) throws Exception {
        PreparedDatabase.copyTo(data);
        try (ProgramProcess child = ProgramProcess.up(data)) {
            writeData(data);
            child.kill();
            ProcessHandle database = ProcessHandle.of(databasePid(data)).orElseThrow();
            database.destroyForcibly();
            database.onExit().join();
        }

        try (Foundation next = Foundation.start(settings(data), ProgressListener.SILENT)) {
            assertThat(readNote(next.environment().database().jdbcUrl(), password(data)))
                    .isEqualTo("kept");
            assertThat(endOffset(next.environment().kafka())).isEqualTo(1);
        }
    }

    @Test
    void secondProcessOnSameFolderIsRefusedAndSigtermStopsEverything(@TempDir Path data) throws Exception {
        PreparedDatabase.copyTo(data);
        try (ProgramProcess first = ProgramProcess.up(data)) {
            long database = databasePid(data);
            Process second =
                    ProgramProcess.command(data).redirectErrorStream(true).start();
            String output = new String(second.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(second.waitFor()).isEqualTo(1);
            assertThat(output).contains("is in use by another Spanwire").doesNotContain("Exception");
            assertThat(first.isAlive()).isTrue();
            assertThat(first.terminate(20)).isTrue();
            assertThat(isAlive(database)).isFalse();
        }
    }

    private static void writeData(Path data) throws Exception {
        KafkaSettings kafka = RunningBackends.of(data).kafka();
        try (Admin admin = Admin.create(TopicRecords.config(kafka));
                KafkaProducer<String, String> producer = new KafkaProducer<>(
                        TopicRecords.config(kafka), new StringSerializer(), new StringSerializer())) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
            producer.send(new ProducerRecord<>(TOPIC, "kept")).get();
        }
        String url = "jdbc:postgresql://127.0.0.1:" + port(data.resolve("postgres"), "postgres") + "/spanwire";
        try (Connection connection = DriverManager.getConnection(url, "spanwire_owner", password(data));
                Statement statement = connection.createStatement()) {
            statement.execute("create table note (body text)");
            statement.execute("insert into note values ('kept')");
        }
    }

    private static String readNote(String url, String password) throws Exception {
        try (Connection connection = DriverManager.getConnection(url, "spanwire_owner", password);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select body from note")) {
            row.next();
            return row.getString(1);
        }
    }

    private static long endOffset(KafkaSettings kafka) throws Exception {
        TopicPartition partition = new TopicPartition(TOPIC, 0);
        try (Admin admin = Admin.create(TopicRecords.config(kafka))) {
            return admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                    .partitionResult(partition)
                    .get()
                    .offset();
        }
    }

    private static String port(Path home, String name) throws IOException {
        Properties ports = new Properties();
        try (InputStream in = Files.newInputStream(home.resolve("ports.properties"))) {
            ports.load(in);
        }
        return ports.getProperty(name);
    }

    private static String password(Path data) {
        return Secrets.in(data.resolve("postgres").resolve("secrets")).secret("spanwire_owner");
    }

    private static long databasePid(Path data) throws IOException {
        Path file = data.resolve("postgres").resolve("data").resolve("postmaster.pid");
        return Long.parseLong(Files.readAllLines(file).get(0).strip());
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    private static Settings settings(Path data) {
        Map<String, String> flags = Map.of("data", data.toString());
        return SettingsReader.read(BackendMode.EMBEDDED, new SettingSources(Optional.empty(), Map.of(), flags));
    }
}

package io.spanwire.projections.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spanwire.bus.domain.Domain;
import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.domain.StreamType;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the logins of worker and reader may do, in a database whose owner is no superuser. */
class GrantsIT {
    private static final String OWNER = "spanwire_owner";
    private static final String WORKER = "spanwire_worker";
    private static final String READER = "spanwire_reader";
    private static final Domains DOMAINS = Domains.of(List.of(new Notes()));

    private static EmbeddedPostgres server;
    private static URLClassLoader classes;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        Path migrations = Files.createDirectories(folder.resolve("db").resolve("notes"));
        Files.writeString(
                migrations.resolve("V001__note.sql"),
                "create table note (id integer primary key, number bigint generated always as identity, text text);");
        classes = new URLClassLoader(new URL[] {folder.toUri().toURL()}, GrantsIT.class.getClassLoader());
        server = EmbeddedPostgres.builder().start();
        for (String role : List.of(OWNER, WORKER, READER)) {
            execute("postgres", "postgres", "create role " + role + " login");
        }
        execute("postgres", "postgres", "create database spanwire owner " + OWNER);

        SchemaOwner owner = new SchemaOwner(url(), OWNER, "", WORKER, READER);
        assertThatThrownBy(() -> check(READER)).hasMessageContaining("lacks the migrations V001, V002");
        new Schema(owner).prepare(DOMAINS, classes, 2);
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
        classes.close();
    }

    @Test
    void readerHasNoRightsButSelect() throws Exception {
        assertThat(query("select distinct privilege_type from information_schema.column_privileges where grantee = '"
                        + READER + "'"))
                .containsExactly("SELECT");
        assertThat(query("select table_schema || '.' || table_name from information_schema.table_privileges"
                        + " where grantee = '" + READER + "' order by 1"))
                .contains("read_model.note", "spanwire.event", "spanwire.personal_key")
                .doesNotContain(
                        "spanwire.parked_record",
                        "spanwire.personal_stream",
                        "spanwire.forgetting",
                        "spanwire.rebuild");
    }

    @Test
    void workerAppendsToTheHistoryAndChangesNoneOfIt() throws Exception {
        assertThat(query("select table_name || ' ' || string_agg(privilege_type, ',' order by privilege_type)"
                        + " from information_schema.table_privileges where grantee = '" + WORKER
                        + "' and table_schema = 'spanwire' and privilege_type <> 'SELECT' group by table_name"
                        + " order by 1"))
                .containsExactly(
                        "closed_stream DELETE,INSERT",
                        "event INSERT",
                        "event_type INSERT",
                        "failed_command INSERT",
                        "outcome INSERT",
                        "parked_command DELETE,INSERT",
                        "parked_order INSERT",
                        "parked_reaction DELETE,INSERT",
                        "parked_record INSERT",
                        "parked_stream DELETE,INSERT",
                        "personal_key INSERT",
                        "personal_stream INSERT",
                        "projection INSERT",
                        "reaction INSERT",
                        "reaction_position INSERT",
                        "stream INSERT",
                        "timer DELETE,INSERT");
    }

    @Test
    void nobodyElseMayCallWhatRunsWithTheOwnersRights() throws Exception {
        assertThat(query(
                        "select p.oid::regprocedure::text from pg_proc p where p.pronamespace = 'spanwire'::regnamespace"
                                + " and has_function_privilege('" + READER + "', p.oid, 'execute') order by p.proname"))
                .containsExactly(
                        "spanwire.add_webhook(uuid,text,text,text[],text,bytea,text,integer,text,"
                                + "timestamp with time zone,bigint[])",
                        "spanwire.change_webhook(uuid,text,text,text[],text,text)",
                        "spanwire.end_sessions(text,text,interval,text)",
                        "spanwire.open_session(text,text,text,text,text,interval)",
                        "spanwire.pause_webhook(uuid,text,text)",
                        "spanwire.remove_webhook(uuid)",
                        "spanwire.replay_webhook(uuid,text,timestamp with time zone,bigint[],text)",
                        "spanwire.resume_webhook(uuid,text)",
                        "spanwire.rotate_webhook(uuid,bytea,interval,text)",
                        "spanwire.test_webhook(uuid,uuid)");
        assertThat(query("select proname from pg_proc where pronamespace = 'spanwire'::regnamespace and prosecdef"
                        + " and not coalesce(proconfig::text like '%search_path=spanwire, pg_temp%', false)"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update spanwire.event set body = '{}'",
                "delete from spanwire.event",
                "truncate spanwire.event",
                "update spanwire.outcome set problem = null",
                "delete from spanwire.outcome",
                "update spanwire.installation set epoch = gen_random_uuid()",
                "update spanwire.partition set forgettings = 0",
                "insert into spanwire.partition (partition) values (9)",
                "delete from spanwire.stream",
                "update spanwire.stream set partition = 1",
                "update spanwire.personal_key set key = decode(repeat('00', 32), 'hex')",
                "delete from spanwire.parked_record",
                "delete from spanwire.reaction_position",
                "update spanwire.parked_reaction set actor = 'somebody'",
                "update spanwire.timer set stream = 'a/b'",
                "update spanwire.webhook set url = 'https://example.org'",
                "update spanwire.webhook set secret = decode(repeat('00', 32), 'hex')",
                "insert into spanwire.webhook_position (webhook, partition, generation, position)"
                        + " values (gen_random_uuid(), 0, 1, 0)",
                "update spanwire.webhook_position set generation = 7",
                "delete from spanwire.webhook",
                "select spanwire.remove_webhook(gen_random_uuid())",
                "select * from spanwire.forgetting",
                "update spanwire.rebuild set tables = '{note}'",
                "update spanwire.flyway_history set checksum = 0",
                "update read_model.flyway_notes set checksum = 0",
                "delete from read_model.flyway_notes",
                "create table read_model.mine (a integer)",
                "create table read_model_next.mine (a integer)",
                "create function spanwire.mine() returns integer language sql as 'select 1'",
                "drop table read_model.note",
                "truncate read_model.note",
                "alter table read_model.note add column b integer",
                "begin; lock table spanwire.projection in access exclusive mode",
                "select spanwire.drop_tables('spanwire', '{event}')",
                "select spanwire.move_tables('spanwire', 'read_model', '{event}')",
                "select spanwire.protect_migrations('{notes}')",
                "select spanwire.forget_subject('u-1', 'worker')",
                "select spanwire.move_archive('pg_default')",
                "set role spanwire_owner"
            })
    void workerIsRefused(String statement) {
        assertThatThrownBy(() -> execute("spanwire", WORKER, statement))
                .isInstanceOf(SQLException.class)
                .hasMessageMatching("(?s).*(permission denied|must be owner).*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into spanwire.event_type values ('a.b', 1, now())",
                "update spanwire.partition set next_offset = 7",
                "insert into read_model.note (id) values (1)",
                "delete from read_model.note",
                "select partition from spanwire.partition for update",
                "select * from spanwire.parked_record",
                "select spanwire.expire_outcomes(now() - interval '2 days', interval '1 day', 1)",
                "select spanwire.request_rebuild('notes', 'rebuild', 1, '{note}', 'reader')",
                "select spanwire.lock_views()",
                "create table read_model.mine (a integer)",
                "set role spanwire_worker"
            })
    void readerIsRefused(String statement) {
        assertThatThrownBy(() -> execute("spanwire", READER, statement)).hasMessageContaining("permission denied");
    }

    @Test
    void workerRebuildsAReadModel() throws Exception {
        execute("spanwire", WORKER, "insert into read_model.note (id, text) values (1, 'old')");
        execute(
                "spanwire",
                WORKER,
                "insert into spanwire.projection (name, version, missing, declared, tables)"
                        + " values ('notes', 1, 0, 1, '{note}');"
                        + " select spanwire.request_rebuild('notes', 'rebuild', 2, '{note}', 'test');"
                        + " select spanwire.start_rebuild('notes');"
                        + " insert into read_model_next.note (id, text) values (1, 'new');"
                        + " begin; select spanwire.lock_views(); select partition from spanwire.partition for update;"
                        + " select spanwire.switch_tables('notes'); commit");

        assertThat(query("select text from read_model.note")).containsExactly("new");
        assertThat(query("select text from read_model_previous.note")).containsExactly("old");
        assertThatCode(() -> execute("spanwire", READER, "select text from read_model.note"))
                .doesNotThrowAnyException();
    }

    @Test
    void recordsOfMigrationsAreNoReadModel() throws Exception {
        execute("spanwire", WORKER, "select spanwire.request_rebuild('other', 'rebuild', 2, '{flyway_notes}', 'test')");

        assertThatThrownBy(() -> execute("spanwire", WORKER, "select spanwire.start_rebuild('other')"))
                .hasMessageContaining("flyway_notes records migrations");
    }

    @Test
    void databaseIsCheckedWithAnyLogin() throws Exception {
        new Schema(new SchemaOwner(url(), OWNER, "", WORKER, READER)).tie("topic");

        for (String login : List.of(WORKER, READER)) {
            check(login);
            InstalledSchema installed = new InstalledSchema(new JdbcLogin(url(), login, ""));
            installed.checkTie("topic");
            assertThat(installed.partitions()).hasValue(2);
            assertThat(installed.heads()).hasSize(2);
            assertThatThrownBy(() -> installed.checkTie("other")).hasMessageContaining("now has id other");
        }
    }

    @Test
    void newerDatabaseIsAcceptedAndOlderOneIsNot() throws Exception {
        String last = query("select version from spanwire.flyway_history order by installed_rank desc limit 1")
                .get(0);
        execute(
                "spanwire",
                OWNER,
                "insert into spanwire.flyway_history select 999, '999', 'newer', 'SQL', 'V999__newer.sql', 0, 'x', now(),"
                        + " 1, true");
        check(READER);
        execute("spanwire", OWNER, "delete from spanwire.flyway_history where version = '999'");
        execute(
                "spanwire",
                OWNER,
                "create table public.applied as select * from spanwire.flyway_history where version = '" + last
                        + "'; delete from spanwire.flyway_history where version = '" + last + "'");

        assertThatThrownBy(() -> check(READER))
                .isInstanceOf(InstallationMismatch.class)
                .hasMessageContaining("lacks the migration V" + last + " of Spanwire")
                .hasMessageContaining("spanwire migrate");
        execute("spanwire", OWNER, "insert into spanwire.flyway_history select * from public.applied");
    }

    private static void check(String login) {
        new InstalledSchema(new JdbcLogin(url(), login, "")).check(DOMAINS, classes, 2);
    }

    private static String url() {
        return server.getJdbcUrl(OWNER, "spanwire").replaceAll("\\?.*", "");
    }

    private static List<String> query(String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url(), "postgres", "");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }

    private static void execute(String database, String login, String sql) throws SQLException {
        String url = url().replaceAll("/spanwire$", "/" + database);
        try (Connection connection = DriverManager.getConnection(url, login, "");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private record Notes() implements Domain {
        @Override
        public String name() {
            return "notes";
        }

        @Override
        public List<StreamType<?>> streamTypes() {
            return List.of();
        }
    }
}

package io.spanwire.projections.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spanwire.projections.exportfile.HistoryToken;
import io.vertx.core.Vertx;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Exports and imports of a history of which a part is archived, on a real database. */
class ArchivedTransferIT {
    private static Vertx vertx;
    private static EmbeddedPostgres server;

    private Installation source;

    @BeforeAll
    static void start() throws Exception {
        vertx = Vertx.vertx();
        server = Installation.server();
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @BeforeEach
    void create() throws Exception {
        source = Installation.create(server, vertx, "archived", 3);
    }

    @Test
    void exportsAreTheSameByteForByte() throws Exception {
        GuestsFile first = talk(900);
        source.load(first.text());
        HistoryToken token = HistoryToken.parse(next(source.export()));
        GuestsFile second = new GuestsFile(first);
        for (int i = 0; i < 300; i++) {
            second.say("g" + i % 7, "again " + i);
        }
        source.load(second.text());
        List<List<String>> before = exports(token);

        source.archive("2026-11-22T10:05:00Z");
        assertThat(source.rows(
                        "select count(*) > 200 and count(*) < 400 from spanwire.archived_type, spanwire.archived_page,"
                                + " generate_series(first_version, last_version)"))
                .containsExactly("t");
        assertThat(exports(token)).isEqualTo(before);

        source.archive("2027-01-01T00:00:00Z");
        assertThat(source.rows("select count(*) from spanwire.event")).containsExactly("7");
        assertThat(exports(token)).isEqualTo(before);
    }

    @Test
    void importKnowsArchivedEvents() throws Exception {
        String file = talk(300).text();
        source.load(file);
        source.archive("2027-01-01T00:00:00Z");

        assertThat(source.load(file)).isEqualTo(new ImportResult(0, 0, 300, 300));
        String forged = talk(300, "other ").text();
        assertThatThrownBy(() -> source.load(forged)).isInstanceOf(ImportRefused.class);

        Installation target = Installation.create(server, vertx, "restored", 5);
        target.load(source.export());
        assertThat(body(target.export())).isEqualTo(body(source.export()));
    }

    private List<List<String>> exports(HistoryToken token) throws Exception {
        List<List<String>> exports = new ArrayList<>();
        exports.add(body(source.export()));
        exports.add(body(source.export("guest/g3", Optional.empty())));
        exports.add(body(source.export("guest/*", Optional.empty())));
        exports.add(body(source.export("*", Optional.of(token))));
        exports.add(body(source.export("guest/g3", Optional.of(token))));
        assertThat(exports).allMatch(lines -> lines.size() > 10);
        return exports;
    }

    private static GuestsFile talk(int words) throws Exception {
        return talk(words, "word ");
    }

    private static GuestsFile talk(int words, String text) throws Exception {
        GuestsFile file = new GuestsFile();
        for (int i = 0; i < words; i++) {
            file.say("g" + i % 7, text + i);
        }
        return file;
    }

    /** The lines between header and trailer. */
    private static List<String> body(String export) {
        List<String> lines = export.lines().toList();
        return lines.subList(1, lines.size() - 1);
    }

    private static String next(String export) {
        String trailer = export.lines().reduce((one, other) -> other).orElseThrow();
        return trailer.replaceAll(".*\"next\":\"([^\"]*)\".*", "$1");
    }
}

package io.spanwire.launcher.roles;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spanwire.bus.domain.Access;
import io.spanwire.bus.domain.Domain;
import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.domain.ParameterType;
import io.spanwire.bus.domain.Projection;
import io.spanwire.bus.domain.Row;
import io.spanwire.bus.domain.Sql;
import io.spanwire.bus.domain.Statement;
import io.spanwire.bus.domain.StreamType;
import io.spanwire.bus.domain.View;
import io.spanwire.launcher.embedded.EmbeddedDatabase;
import io.spanwire.launcher.embedded.PreparedDatabase;
import io.spanwire.launcher.start.UserFacingException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatementCheckIT {
    record Placed(String by) {}

    /** A domain with these statements. */
    private record Auction(Sql projecting, Sql viewing) implements Domain {
        @Override
        public String name() {
            return "auction";
        }

        @Override
        public Access access() {
            return Access.signedIn();
        }

        @Override
        public List<StreamType<?>> streamTypes() {
            return List.of();
        }

        @Override
        public List<Projection> projections() {
            Statement statement = new Statement(projecting, List.of());
            return List.of(Projection.named("bidders", 1)
                    .on(Placed.class, statement, placed -> Row.of(placed.data().by()))
                    .build());
        }

        @Override
        public List<View> views() {
            return List.of(new View(
                    "bids",
                    viewing,
                    List.of(),
                    Optional.empty(),
                    new View.Parameter("page", ParameterType.TEXT, false, false)));
        }
    }

    @Test
    void statementsThatPostgresRefusesAreNamed(@TempDir Path folder) throws Exception {
        Vertx vertx = Vertx.vertx();
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder, PreparedDatabase.BINARIES)) {
            try (Connection connection = DriverManager.getConnection(
                            database.endpoint().jdbcUrl(),
                            database.endpoint().owner().user(),
                            database.endpoint().owner().password());
                    java.sql.Statement statement = connection.createStatement()) {
                statement.execute("create schema read_model");
                statement.execute("create table read_model.bid (by text)");
                statement.execute("grant usage on schema read_model to public");
            }
            DatabaseConnections databases = new DatabaseConnections(database.endpoint());
            Auction sound = new Auction(
                    new Sql("insert-bid.sql", "insert into bid (by) values ($1)"),
                    new Sql("bids.sql", "select by from bid where by > $1 limit $2"));
            Auction broken = new Auction(
                    new Sql("insert-bid.sql", "insert into bid (bidder) values ($1)"),
                    new Sql("bids.sql", "select amount from bid"));

            assertThatCode(() -> check(StatementCheck.projections(vertx, databases.worker(), of(sound))))
                    .doesNotThrowAnyException();
            assertThatCode(() -> check(StatementCheck.views(vertx, databases.reader(), of(sound))))
                    .doesNotThrowAnyException();
            assertThatThrownBy(() -> check(StatementCheck.projections(vertx, databases.worker(), of(broken))))
                    .isInstanceOf(UserFacingException.class)
                    .hasMessageContainingAll("projection bidders of the domain auction", "insert-bid.sql", "bidder");
            assertThatThrownBy(() -> check(StatementCheck.views(vertx, databases.reader(), of(broken))))
                    .isInstanceOf(UserFacingException.class)
                    .hasMessageContainingAll("view bids of the domain auction", "bids.sql", "amount");
        } finally {
            Await.stopped("event loops", vertx.close());
        }
    }

    private static Domains of(Domain domain) {
        return Domains.of(List.of(domain));
    }

    private static void check(Future<Void> checking) {
        Await.started("statements", checking);
    }
}

package io.spanwire.bench.tables;

import io.spanwire.launcher.embedded.EmbeddedDatabase;
import io.spanwire.launcher.settings.DatabaseEndpoint;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The main class of {@code infra/bench/tables}: fills a database of its own once, which takes long, and measures it as
 * often as wanted.
 */
@Command(
        name = "infra/bench/tables",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Compares tables of events and outcomes, each in one piece and split, with many rows.")
public final class TableBench implements Callable<Integer> {
    /** What to do. */
    enum Step {
        FILL,
        MEASURE
    }

    @Parameters(description = "FILL creates and fills the tables, MEASURE measures them.")
    private Optional<Step> step = Optional.empty();

    @Option(names = "--data", required = true, description = "Folder of the database.")
    private Path data = Path.of("");

    @Option(names = "--rows", defaultValue = "50000000", description = "Rows of each table (${DEFAULT-VALUE}).")
    private long rows;

    @Option(names = "--seconds", defaultValue = "5", description = "Length of one measurement (${DEFAULT-VALUE}).")
    private int seconds;

    @Option(names = "--repeat", defaultValue = "3", description = "Repetitions; medians count (${DEFAULT-VALUE}).")
    private int repetitions;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new TableBench())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(data);
                Connection connection = connect(database.endpoint())) {
            if (step.orElseThrow() == Step.FILL) {
                new LargeTables(connection).fill(rows);
            } else {
                new TableMeasurement(connection, rows, seconds, repetitions).run();
            }
            return 0;
        }
    }

    private static Connection connect(DatabaseEndpoint endpoint) throws Exception {
        Connection connection = DriverManager.getConnection(
                endpoint.jdbcUrl(), endpoint.owner().user(), endpoint.owner().password());
        connection.setAutoCommit(false);
        return connection;
    }
}

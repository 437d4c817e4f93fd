package io.spanwire.projections.journal;

import static io.spanwire.projections.journal.StatementAuthor.SPANWIRE;

import io.spanwire.bus.domain.Sql;
import io.spanwire.bus.personal.SubjectKey;
import java.util.Map;
import java.util.Set;

/** The keys of subjects, read outside a lane. */
public final class SubjectKeys {
    private static final Sql INSERT = Sql.beside(SubjectKeys.class, "insert-keys.sql");
    private static final Sql FIND = Sql.beside(SubjectKeys.class, "keys-of-subjects.sql");
    private static final StatementParameters PARAMETERS = new StatementParameters();
    private static final RowMappers MAPPERS = new RowMappers();

    private SubjectKeys() {}

    /** The keys; one that has none gets one. One round trip. */
    public static Map<String, SubjectKey> of(PipelinedConnection connection, Set<String> subjects) {
        return connection.roundTrip(() -> {
            var unused = connection.send(SPANWIRE, INSERT, PARAMETERS.newKeys(subjects));
            return connection.send(SPANWIRE, FIND, PARAMETERS.strings(subjects)).map(MAPPERS::keysOfSubjects);
        });
    }
}

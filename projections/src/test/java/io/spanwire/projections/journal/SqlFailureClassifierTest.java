package io.spanwire.projections.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlFailureClassifierTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "08006", "25006", "25P02", "25P03", "26000", "28P01", "3D000", "40001", "40P01", "53100", "53200",
                "53300", "55006", "55P03", "57014", "57P01", "57P03", "58030", ""
            })
    void transientStatesMakeTheDatabaseUnavailable(String state) {
        assertThat(SqlFailureClassifier.classify(StatementAuthor.PROJECTION, SqlFailures.refusal(state, "")))
                .isInstanceOf(DatabaseUnavailable.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0A000", "21000", "22001", "22003", "22P02", "23502", "23503", "23505", "23514", "23P01", "38000",
                "42501", "42703", "42P01", "44000", "54000", "55000", "P0001", "XX000", "XX002"
            })
    void permanentStatesFailTheStatement(String state) {
        assertThat(SqlFailureClassifier.classify(StatementAuthor.PROJECTION, SqlFailures.refusal(state, "")))
                .isInstanceOfSatisfying(StatementFailed.class, failed -> assertThat(failed.isOwn())
                        .isFalse());
    }

    @ParameterizedTest
    @ValueSource(strings = {"22021", "22P05", "54000"})
    void valueThatOwnTablesCannotStoreFailsTheStatement(String state) {
        assertThat(SqlFailureClassifier.classify(StatementAuthor.SPANWIRE, SqlFailures.refusal(state, "")))
                .isInstanceOfSatisfying(StatementFailed.class, failed -> assertThat(failed.isOwn())
                        .isTrue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "23514", "42501", "42P01", "XX002"})
    void otherFailuresOfOwnTablesMakeTheDatabaseUnavailable(String state) {
        assertThat(SqlFailureClassifier.classify(StatementAuthor.SPANWIRE, SqlFailures.refusal(state, "")))
                .isInstanceOf(DatabaseUnavailable.class);
    }

    @Test
    void brokenConnectionMakesTheDatabaseUnavailable() {
        assertThat(SqlFailureClassifier.classify(StatementAuthor.PROJECTION, new IOException("reset")))
                .isInstanceOf(DatabaseUnavailable.class);
        assertThat(SqlFailureClassifier.classify(StatementAuthor.PROJECTION, ClosedConnectionException.INSTANCE))
                .isInstanceOf(DatabaseUnavailable.class);
    }

    @Test
    void violatedOwnKeysMakeTheDatabaseUnavailable() {
        assertThat(SqlFailureClassifier.classify(
                        StatementAuthor.PROJECTION, SqlFailures.refusal("23505", "event_pkey")))
                .isInstanceOf(DatabaseUnavailable.class);
    }
}

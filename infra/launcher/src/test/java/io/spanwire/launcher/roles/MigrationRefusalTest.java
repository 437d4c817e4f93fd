package io.spanwire.launcher.roles;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.launcher.start.UserFacingException;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Test;

class MigrationRefusalTest {
    @Test
    void findingsStayAndFlywaysAdviceGoes() {
        UserFacingException refusal = MigrationRefusal.of(
                new FlywayException(
                        """
                Validate failed: Migrations have failed validation
                Migration checksum mismatch for migration version 002
                -> Applied to database : 1
                -> Resolved locally    : 2
                Either revert the changes to the migration, or run repair to update the schema history.
                Need more flexibility with validation rules? Learn more: https://rd.gt/3AbJUZE
                """));

        assertThat(String.valueOf(refusal.getMessage()).lines().map(String::strip))
                .containsExactly(
                        "The database's tables could not be prepared: Validate failed: Migrations have failed validation",
                        "Migration checksum mismatch for migration version 002",
                        "-> Applied to database : 1",
                        "-> Resolved locally    : 2");
    }
}

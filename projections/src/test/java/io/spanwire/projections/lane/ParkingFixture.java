package io.spanwire.projections.lane;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/**
 * The fixture of parking tests: a lane on a real PostgreSQL whose read model refuses bad notes, empty before each test.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ParkingFixture {
    NotesTable notes;
    TestTransactions lane;

    @BeforeAll
    void startDatabase() throws IOException {
        notes = new NotesTable();
    }

    @AfterAll
    void stopDatabase() throws Exception {
        notes.close();
    }

    @BeforeEach
    void openLane() {
        notes.empty();
        notes.refuseBad();
        lane = notes.lane(0);
    }

    @AfterEach
    void closeLane() {
        notes.acceptBad();
        lane.close();
    }
}

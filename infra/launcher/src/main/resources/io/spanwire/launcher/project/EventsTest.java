package {{package}};

import io.spanwire.bus.fixture.GoldenEvents;
import org.junit.jupiter.api.Test;

/** Events of all times can be read: the failure says which line to add to the file of this test. */
class {{Name}}EventsTest {
    @Test
    void storedEventsStayReadable() {
        GoldenEvents.of({{Name}}Domain.TYPE, {{Name}}EventsTest.class).check();
    }
}

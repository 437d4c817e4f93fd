package io.spanwire.samples.lists;

import io.spanwire.bus.fixture.GoldenEvents;
import org.junit.jupiter.api.Test;

class ListEventsTest {
    @Test
    void storedEventsStayReadable() {
        GoldenEvents.of(ListsDomain.LIST, ListEventsTest.class).check();
    }
}

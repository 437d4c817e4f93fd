package io.spanwire.samples.chat;

import io.spanwire.bus.fixture.GoldenEvents;
import org.junit.jupiter.api.Test;

class ChatEventsTest {
    @Test
    void storedEventsStayReadable() {
        GoldenEvents.of(ChatDomain.CHAT, ChatEventsTest.class).check();
    }
}

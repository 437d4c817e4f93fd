package io.spanwire.samples.chat;

import io.spanwire.bus.domain.Row;
import io.spanwire.bus.fixture.ProjectionFixture;
import io.spanwire.samples.chat.ChatEvent.MessageDeleted;
import io.spanwire.samples.chat.ChatEvent.MessageEdited;
import io.spanwire.samples.chat.ChatEvent.MessagePosted;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RoomMessagesTest {
    private static final Instant AT = Instant.parse("2026-05-01T12:00:00Z");

    private final ProjectionFixture messages = ProjectionFixture.of(ChatDomain.ROOM_MESSAGES, "chat/general");

    @Test
    void postedMessageBecomesARow() {
        messages.when(new MessagePosted("Ann", "hello"))
                .then("insert-message.sql", Row.of("general", 1L, "someone", "Ann", "hello", AT));
    }

    @Test
    void editChangesTheRow() {
        messages.when(new MessageEdited(7, "hi")).then("edit-message.sql", Row.of("general", 7L, "hi", AT));
    }

    @Test
    void deletionRemovesTheRow() {
        messages.when(new MessageDeleted(7)).then("delete-message.sql", Row.of("general", 7L));
    }
}

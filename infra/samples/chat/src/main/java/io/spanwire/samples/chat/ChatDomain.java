package io.spanwire.samples.chat;

import io.spanwire.bus.domain.Domain;
import io.spanwire.bus.domain.ParameterType;
import io.spanwire.bus.domain.Projection;
import io.spanwire.bus.domain.Row;
import io.spanwire.bus.domain.Sql;
import io.spanwire.bus.domain.Statement;
import io.spanwire.bus.domain.StreamType;
import io.spanwire.bus.domain.SubjectForgotten;
import io.spanwire.bus.domain.View;
import io.spanwire.samples.chat.ChatCommand.DeleteMessage;
import io.spanwire.samples.chat.ChatCommand.EditMessage;
import io.spanwire.samples.chat.ChatCommand.PostMessage;
import io.spanwire.samples.chat.ChatEvent.MessageDeleted;
import io.spanwire.samples.chat.ChatEvent.MessageEdited;
import io.spanwire.samples.chat.ChatEvent.MessagePosted;
import java.time.Instant;
import java.util.List;

/** Chat rooms: the streams {@code chat/<room>} and the view {@code room-messages}. */
public final class ChatDomain implements Domain {
    static final StreamType<Room> CHAT = StreamType.of("chat", Room.class, Room.EMPTY)
            .command("post-message", PostMessage.class, Room::post)
            .command("edit-message", EditMessage.class, Room::edit)
            .command("delete-message", DeleteMessage.class, Room::delete)
            .event("message-posted", MessagePosted.class, Room::posted)
            .event("message-edited", MessageEdited.class, Room::edited)
            .event("message-deleted", MessageDeleted.class, Room::deleted)
            .rejection(Room.NO_SUCH_MESSAGE, "There is no such message")
            .rejection(Room.NOT_YOUR_MESSAGE, "The message has another author")
            .forgets(MessageDeleted.class, Room::textsOf)
            .rejection(Room.TOO_OLD, "The message is too old to change")
            .rejection(Room.TOO_MANY_EDITS, "The message was edited too often")
            .stateVersion(2)
            .build();

    static final Projection ROOM_MESSAGES = Projection.named("room-messages", 1)
            .tables("chat_message")
            .on(
                    MessagePosted.class,
                    Statement.columns(
                            ChatDomain.class,
                            "insert-message.sql",
                            String.class,
                            Long.class,
                            String.class,
                            String.class,
                            String.class,
                            Instant.class),
                    e -> Row.of(
                            e.stream().key(),
                            e.version(),
                            e.actor(),
                            e.data().author(),
                            e.data().text(),
                            e.at()))
            .on(
                    MessageEdited.class,
                    Statement.rows(ChatDomain.class, "edit-message.sql"),
                    e -> Row.of(e.stream().key(), e.data().message(), e.data().text(), e.at()))
            .on(
                    MessageDeleted.class,
                    Statement.rows(ChatDomain.class, "delete-message.sql"),
                    e -> Row.of(e.stream().key(), e.data().message()))
            .on(
                    SubjectForgotten.class,
                    Statement.rows(ChatDomain.class, "forget-author.sql"),
                    e -> Row.of(e.stream().key(), e.data().subject()))
            .build();

    static final View NEWEST_FIRST = View.named("room-messages", Sql.beside(ChatDomain.class, "room-messages.sql"))
            .parameter("room", ParameterType.TEXT)
            .ofStream("chat", "room")
            .pagedBy("message", ParameterType.BIGINT)
            .build();

    @Override
    public String name() {
        return "chat";
    }

    @Override
    public List<StreamType<?>> streamTypes() {
        return List.of(CHAT);
    }

    @Override
    public List<Projection> projections() {
        return List.of(ROOM_MESSAGES);
    }

    @Override
    public List<View> views() {
        return List.of(NEWEST_FIRST);
    }
}

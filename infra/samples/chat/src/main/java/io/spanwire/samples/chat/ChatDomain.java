package io.spanwire.samples.chat;

import io.spanwire.bus.domain.Access;
import io.spanwire.bus.domain.AccessRequest;
import io.spanwire.bus.domain.AccessRule;
import io.spanwire.bus.domain.AccessRules;
import io.spanwire.bus.domain.Domain;
import io.spanwire.bus.domain.ParameterType;
import io.spanwire.bus.domain.Projection;
import io.spanwire.bus.domain.Row;
import io.spanwire.bus.domain.Sql;
import io.spanwire.bus.domain.Statement;
import io.spanwire.bus.domain.StreamType;
import io.spanwire.bus.domain.SubjectForgotten;
import io.spanwire.bus.domain.View;
import io.spanwire.samples.chat.ChatCommand.AddMember;
import io.spanwire.samples.chat.ChatCommand.DeleteMessage;
import io.spanwire.samples.chat.ChatCommand.EditMessage;
import io.spanwire.samples.chat.ChatCommand.MakePrivate;
import io.spanwire.samples.chat.ChatCommand.PostMessage;
import io.spanwire.samples.chat.ChatCommand.RemoveMember;
import io.spanwire.samples.chat.ChatCommand.RequestToJoin;
import io.spanwire.samples.chat.ChatEvent.JoinRequested;
import io.spanwire.samples.chat.ChatEvent.MadePrivate;
import io.spanwire.samples.chat.ChatEvent.MemberAdded;
import io.spanwire.samples.chat.ChatEvent.MemberRemoved;
import io.spanwire.samples.chat.ChatEvent.MessageDeleted;
import io.spanwire.samples.chat.ChatEvent.MessageEdited;
import io.spanwire.samples.chat.ChatEvent.MessagePosted;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Chat rooms, open or private: the streams {@code chat/<room>} and the view {@code room-messages}. */
public final class ChatDomain implements Domain {
    static final StreamType<Room> CHAT = StreamType.of("chat", Room.class, Room.EMPTY)
            .command("post-message", PostMessage.class, Room::post)
            .command("edit-message", EditMessage.class, Room::edit)
            .command("delete-message", DeleteMessage.class, Room::delete)
            .command("make-private", MakePrivate.class, Room::makePrivate)
            .command("request-to-join", RequestToJoin.class, Room::requestToJoin)
            .command("add-member", AddMember.class, Room::addMember)
            .command("remove-member", RemoveMember.class, Room::removeMember)
            .event("message-posted", MessagePosted.class, Room::posted)
            .event("message-edited", MessageEdited.class, Room::edited)
            .event("message-deleted", MessageDeleted.class, Room::deleted)
            .event("made-private", MadePrivate.class, Room::madePrivate)
            .event("join-requested", JoinRequested.class, Room::joinRequested)
            .event("member-added", MemberAdded.class, Room::memberAdded)
            .event("member-removed", MemberRemoved.class, Room::memberRemoved)
            .rejection(Room.NO_SUCH_MESSAGE, "There is no such message")
            .rejection(Room.NOT_YOUR_MESSAGE, "The message has another author")
            .forgets(MessageDeleted.class, Room::textsOf)
            .rejection(Room.TOO_OLD, "The message is too old to change")
            .rejection(Room.TOO_MANY_EDITS, "The message was edited too often")
            .rejection(Membership.NOT_A_MEMBER, "The room is for its members")
            .rejection(Membership.NOT_THE_OWNER, "That is for the owner of the room")
            .rejection(Membership.NOT_EMPTY, "The room was used already")
            .rejection(Membership.NOT_PRIVATE, "The room is open")
            .rejection(Membership.ALREADY_MEMBER, "The room has this member already")
            .rejection(Membership.NO_SUCH_MEMBER, "The room has no such member")
            .rejection(Membership.ROOM_FULL, "The room is full")
            .rejection(Membership.ALREADY_ASKED, "You have asked to join already")
            .stateVersion(3)
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

    static final Projection ROOM_MEMBERS = Projection.named("room-members", 1)
            .tables("chat_room", "chat_member")
            .on(
                    MadePrivate.class,
                    Statement.rows(ChatDomain.class, "insert-room.sql"),
                    e -> Row.of(e.stream().key(), e.data().owner()))
            .on(
                    MadePrivate.class,
                    Statement.rows(ChatDomain.class, "insert-member.sql"),
                    e -> Row.of(e.stream().key(), e.data().owner()))
            .on(
                    MemberAdded.class,
                    Statement.rows(ChatDomain.class, "insert-member.sql"),
                    e -> Row.of(e.stream().key(), e.data().member()))
            .on(
                    MemberRemoved.class,
                    Statement.rows(ChatDomain.class, "delete-member.sql"),
                    e -> Row.of(e.stream().key(), e.data().member()))
            .build();

    static final View NEWEST_FIRST = View.named("room-messages", Sql.beside(ChatDomain.class, "room-messages.sql"))
            .parameter("room", ParameterType.TEXT)
            .ofStream("chat", "room")
            .pagedBy("message", ParameterType.BIGINT)
            .build();

    /** For the page: its first rows are kept current by the feed of all rooms. */
    static final View ACTIVE_ROOMS = View.named("active-rooms", Sql.beside(ChatDomain.class, "active-rooms.sql"))
            .caller("reader")
            .pagedBy("active_at", ParameterType.TIMESTAMP)
            .build();

    /** For the access rule; nobody can query it. */
    static final View ROOM_READERS = View.named("room-readers", Sql.beside(ChatDomain.class, "room-readers.sql"))
            .parameter("room", ParameterType.TEXT)
            .parameter("reader", ParameterType.TEXT)
            .ofStream("chat", "room")
            .pagedBy("reader", ParameterType.TEXT)
            .build();

    private static final String READERS = "everyone who is signed in, or the members of a private room";

    /** Whether a command of somebody who is no member is rejected depends on the state of the room. */
    private static final Access ACCESS = AccessRules.builder()
            .send(CHAT, AccessRule.signedIn())
            .read(CHAT, readers(AccessRequest::key))
            .follow(CHAT, AccessRule.signedIn())
            .query(NEWEST_FIRST, readers(request -> request.parameter("room")))
            .query(ACTIVE_ROOMS, AccessRule.signedIn())
            .build();

    private static AccessRule readers(Function<AccessRequest, String> room) {
        return AccessRule.ifRow(
                READERS, "room-readers", request -> Map.of("room", room.apply(request), "reader", request.subject()));
    }

    @Override
    public Access access() {
        return ACCESS;
    }

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
        return List.of(ROOM_MESSAGES, ROOM_MEMBERS);
    }

    @Override
    public List<View> views() {
        return List.of(NEWEST_FIRST, ACTIVE_ROOMS, ROOM_READERS);
    }
}

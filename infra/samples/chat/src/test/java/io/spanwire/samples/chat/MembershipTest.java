package io.spanwire.samples.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.bus.domain.AccessDecision;
import io.spanwire.bus.domain.Row;
import io.spanwire.bus.fixture.DeciderFixture;
import io.spanwire.bus.fixture.ProjectionFixture;
import io.spanwire.bus.message.Caller;
import io.spanwire.bus.message.StreamId;
import io.spanwire.samples.chat.ChatCommand.AddMember;
import io.spanwire.samples.chat.ChatCommand.MakePrivate;
import io.spanwire.samples.chat.ChatCommand.PostMessage;
import io.spanwire.samples.chat.ChatCommand.RemoveMember;
import io.spanwire.samples.chat.ChatCommand.RequestToJoin;
import io.spanwire.samples.chat.ChatEvent.JoinRequested;
import io.spanwire.samples.chat.ChatEvent.MadePrivate;
import io.spanwire.samples.chat.ChatEvent.MemberAdded;
import io.spanwire.samples.chat.ChatEvent.MemberRemoved;
import io.spanwire.samples.chat.ChatEvent.MessagePosted;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MembershipTest {
    private final DeciderFixture<Room> room = DeciderFixture.of(ChatDomain.CHAT);
    private final DeciderFixture<Room> ofAnn = room.by("ann").given(new MadePrivate("ann"));

    @Test
    void unusedRoomBecomesPrivate() {
        room.by("ann").when(new MakePrivate()).then(new MadePrivate("ann"));
        room.by("bob")
                .given(new MessagePosted("bob", "hi"))
                .when(new MakePrivate())
                .thenRejected(Membership.NOT_EMPTY);
        ofAnn.when(new MakePrivate()).thenRejected(Membership.NOT_EMPTY);
    }

    @Test
    void membersPost() {
        ofAnn.when(new PostMessage("hi")).then(new MessagePosted("ann", "hi"));
        ofAnn.by("bob").when(new PostMessage("hi")).thenRejected(Membership.NOT_A_MEMBER);
        ofAnn.given(new MemberAdded("bob"))
                .by("bob")
                .when(new PostMessage("hi"))
                .then(new MessagePosted("bob", "hi"));
    }

    @Test
    void removedMembersCannotChangeTheirMessages() {
        ofAnn.given(new MemberAdded("bob"))
                .by("bob")
                .given(new MessagePosted("bob", "hi"), new MemberRemoved("bob"))
                .when(new ChatCommand.DeleteMessage(3))
                .thenRejected(Membership.NOT_A_MEMBER);
    }

    @Test
    void peopleAskAndTheOwnerDecides() {
        ofAnn.by("bob").when(new RequestToJoin()).then(new JoinRequested("bob"));
        DeciderFixture<Room> asked = ofAnn.by("bob").given(new JoinRequested("bob"));
        asked.when(new RequestToJoin()).thenRejected(Membership.ALREADY_ASKED);
        asked.when(new AddMember("bob")).thenRejected(Membership.NOT_THE_OWNER);
        asked.by("ann").when(new AddMember("bob")).then(new MemberAdded("bob"));
        asked.by("ann").when(new RemoveMember("bob")).then(new MemberRemoved("bob"));
    }

    @Test
    void ownerRemovesAndMembersLeave() {
        DeciderFixture<Room> two = ofAnn.given(new MemberAdded("bob"));
        two.when(new RemoveMember("bob")).then(new MemberRemoved("bob"));
        two.when(new RemoveMember("ann")).thenRejected(Membership.NOT_THE_OWNER);
        two.when(new RemoveMember("eve")).thenRejected(Membership.NO_SUCH_MEMBER);
        two.by("bob").when(new RemoveMember("bob")).then(new MemberRemoved("bob"));
        two.by("bob").when(new RemoveMember("ann")).thenRejected(Membership.NOT_THE_OWNER);
    }

    @Test
    void openRoomsHaveNoMembers() {
        room.by("ann").when(new RequestToJoin()).thenRejected(Membership.NOT_PRIVATE);
        room.by("ann").when(new AddMember("bob")).thenRejected(Membership.NOT_PRIVATE);
    }

    @Test
    void membersBecomeRows() {
        ProjectionFixture members = ProjectionFixture.of(ChatDomain.ROOM_MEMBERS, "chat/plans");
        members.when(new MemberAdded("bob")).then("insert-member.sql", Row.of("plans", "bob"));
        members.when(new MemberRemoved("bob")).then("delete-member.sql", Row.of("plans", "bob"));
    }

    @Test
    void readersAreAskedOfTheView() {
        Caller bob = Caller.of("bob", "Bob");
        AccessDecision ofMembers = AccessDecision.ifRows("room-readers", Map.of("room", "plans", "reader", "bob"));

        assertThat(new ChatDomain().access().mayRead(bob, StreamId.parse("chat/plans")))
                .isEqualTo(ofMembers);
        assertThat(new ChatDomain().access().mayQuery(bob, "room-messages", Map.of("room", "plans")))
                .isEqualTo(ofMembers);
        assertThat(new ChatDomain().access().mayQuery(bob, "room-readers", Map.of("room", "plans")))
                .isInstanceOf(AccessDecision.Denied.class);
    }
}

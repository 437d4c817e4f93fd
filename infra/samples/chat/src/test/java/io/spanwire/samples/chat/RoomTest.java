package io.spanwire.samples.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.fixture.DeciderFixture;
import io.spanwire.samples.chat.ChatCommand.DeleteMessage;
import io.spanwire.samples.chat.ChatCommand.EditMessage;
import io.spanwire.samples.chat.ChatCommand.PostMessage;
import io.spanwire.samples.chat.ChatEvent.MessageDeleted;
import io.spanwire.samples.chat.ChatEvent.MessageEdited;
import io.spanwire.samples.chat.ChatEvent.MessagePosted;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RoomTest {
    private static final MessagePosted HELLO = new MessagePosted("ann", "hello");

    private final DeciderFixture<Room> room = DeciderFixture.of(ChatDomain.CHAT);

    @Test
    void postingRecordsTheAuthorsNameAndTheText() {
        room.by("ann").when(new PostMessage("hello")).then(HELLO);
    }

    @Test
    void authorsEditAndDeleteTheirMessages() {
        DeciderFixture<Room> ann = room.by("ann").given(HELLO);

        ann.when(new EditMessage(1, "hi")).then(new MessageEdited(1, "hi"));
        ann.when(new DeleteMessage(1)).then(new MessageDeleted(1));
    }

    @Test
    void editedMessageCanBeEditedAgain() {
        room.by("ann")
                .given(HELLO, new MessageEdited(1, "hi"))
                .when(new EditMessage(1, "good morning"))
                .then(new MessageEdited(1, "good morning"));
    }

    @Test
    void otherCallersCannotChangeAMessage() {
        DeciderFixture<Room> bob = room.by("ann").given(HELLO).by("bob");

        bob.when(new EditMessage(1, "hi")).thenRejected(Room.NOT_YOUR_MESSAGE);
        bob.when(new DeleteMessage(1)).thenRejected(Room.NOT_YOUR_MESSAGE);
    }

    @Test
    void versionThatPostedNoMessageIsRejected() {
        DeciderFixture<Room> ann = room.by("ann").given(HELLO, new MessageEdited(1, "hi"));

        ann.when(new EditMessage(2, "hi")).thenRejected(Room.NO_SUCH_MESSAGE);
        ann.when(new EditMessage(3, "hi")).thenRejected(Room.NO_SUCH_MESSAGE);
    }

    @Test
    void deletedMessageIsGone() {
        DeciderFixture<Room> ann = room.by("ann").given(HELLO, new MessageDeleted(1));

        ann.when(new EditMessage(1, "hi")).thenRejected(Room.NO_SUCH_MESSAGE);
        ann.when(new DeleteMessage(1)).thenRejected(Room.NO_SUCH_MESSAGE);
    }

    @Test
    void onlyTheMostRecentMessagesCanBeChanged() {
        Object[] full =
                IntStream.range(0, Room.CHANGEABLE).mapToObj(each -> HELLO).toArray();
        DeciderFixture<Room> ann = room.by("ann").given(full);

        ann.when(new DeleteMessage(1)).then(new MessageDeleted(1));
        ann.given(HELLO).when(new DeleteMessage(1)).thenRejected(Room.TOO_OLD);
        ann.given(HELLO).when(new DeleteMessage(2)).then(new MessageDeleted(2));
    }

    @Test
    void domainIsFoundByServiceLoader() {
        Domains found = Domains.load(ChatDomain.class.getClassLoader());

        assertThat(found.all()).singleElement().isInstanceOf(ChatDomain.class);
    }
}

package io.spanwire.samples.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.domain.RecordedEvent;
import io.spanwire.bus.fixture.DeciderFixture;
import io.spanwire.bus.message.StreamId;
import io.spanwire.samples.chat.ChatCommand.DeleteMessage;
import io.spanwire.samples.chat.ChatCommand.EditMessage;
import io.spanwire.samples.chat.ChatCommand.PostMessage;
import io.spanwire.samples.chat.ChatEvent.MessageDeleted;
import io.spanwire.samples.chat.ChatEvent.MessageEdited;
import io.spanwire.samples.chat.ChatEvent.MessagePosted;
import java.time.Instant;
import java.util.UUID;
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
    void deletingForgetsTheMessageAndItsEdits() {
        Room room = Room.EMPTY
                .posted(recorded(1, HELLO))
                .posted(recorded(2, HELLO))
                .edited(recorded(3, new MessageEdited(1, "hi")))
                .edited(recorded(4, new MessageEdited(2, "other")))
                .edited(recorded(5, new MessageEdited(1, "hey")));

        assertThat(room.textsOf(recorded(6, new MessageDeleted(1)))).containsExactly(1L, 3L, 5L);
        assertThat(room.deleted(recorded(6, new MessageDeleted(1))).edits()).containsOnlyKeys(2L);
    }

    @Test
    void forgottenAuthorsMessagesCanStillBeDeleted() {
        room.by("ann").givenForgotten(HELLO).when(new DeleteMessage(1)).then(new MessageDeleted(1));
    }

    @Test
    void messageIsEditedALimitedNumberOfTimes() {
        Object[] edits = IntStream.range(0, Room.MAX_EDITS)
                .mapToObj(each -> new MessageEdited(1, "hi"))
                .toArray();

        room.by("ann").given(HELLO).given(edits).when(new EditMessage(1, "hey")).thenRejected(Room.TOO_MANY_EDITS);
    }

    private static <E> RecordedEvent<E> recorded(long version, E data) {
        return new RecordedEvent<>(
                StreamId.parse("chat/general"), version, Instant.EPOCH, "ann", new UUID(0, version), data);
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

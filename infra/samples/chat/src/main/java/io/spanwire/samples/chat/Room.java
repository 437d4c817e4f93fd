package io.spanwire.samples.chat;

import static io.spanwire.bus.domain.Decision.accept;
import static io.spanwire.bus.domain.Decision.reject;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.spanwire.bus.domain.Context;
import io.spanwire.bus.domain.Decision;
import io.spanwire.bus.domain.RecordedEvent;
import io.spanwire.samples.chat.ChatCommand.DeleteMessage;
import io.spanwire.samples.chat.ChatCommand.EditMessage;
import io.spanwire.samples.chat.ChatCommand.PostMessage;
import io.spanwire.samples.chat.ChatEvent.MessageDeleted;
import io.spanwire.samples.chat.ChatEvent.MessageEdited;
import io.spanwire.samples.chat.ChatEvent.MessagePosted;
import java.util.Map;
import java.util.Optional;
import org.pcollections.TreePMap;

/**
 * The state of a room for its decisions: the author of each message. It contains the {@value #CHANGEABLE} most recent
 * messages that were not deleted; older ones stay readable but cannot be changed, so the state is bounded however long
 * the history is. Immutable; applying an event takes O(log n).
 *
 * @param forgotten the newest message that is too old to change, 0 if none is
 * @param authors the subject of the author of each message that can be changed
 */
record Room(long forgotten, TreePMap<Long, String> authors) {
    static final int CHANGEABLE = 1000;
    static final Room EMPTY = new Room(0, TreePMap.empty());

    static final String NO_SUCH_MESSAGE = "no-such-message";
    static final String NOT_YOUR_MESSAGE = "not-your-message";
    static final String TOO_OLD = "too-old";

    /** Reads a snapshot. */
    @JsonCreator
    static Room of(@JsonProperty("forgotten") long forgotten, @JsonProperty("authors") Map<Long, String> authors) {
        return new Room(forgotten, TreePMap.from(authors));
    }

    Decision post(PostMessage post, Context context) {
        return accept(new MessagePosted(context.caller().name(), post.text()));
    }

    Decision edit(EditMessage edit, Context context) {
        return changeRejection(edit.message(), context)
                .orElseGet(() -> accept(new MessageEdited(edit.message(), edit.text())));
    }

    Decision delete(DeleteMessage delete, Context context) {
        return changeRejection(delete.message(), context).orElseGet(() -> accept(new MessageDeleted(delete.message())));
    }

    Room posted(RecordedEvent<MessagePosted> posted) {
        TreePMap<Long, String> changeable = authors.plus(posted.version(), posted.actor());
        if (changeable.size() <= CHANGEABLE) {
            return new Room(forgotten, changeable);
        }
        long oldest = changeable.firstKey();
        return new Room(oldest, changeable.minus(oldest));
    }

    Room edited(RecordedEvent<MessageEdited> edited) {
        return this;
    }

    Room deleted(RecordedEvent<MessageDeleted> deleted) {
        return new Room(forgotten, authors.minus(deleted.data().message()));
    }

    private Optional<Decision> changeRejection(long message, Context context) {
        String author = authors.get(message);
        if (author == null) {
            return Optional.of(
                    message <= forgotten
                            ? reject(TOO_OLD, "Only the " + CHANGEABLE + " most recent messages can be changed.")
                            : reject(NO_SUCH_MESSAGE, "There is no message " + message + " in this room."));
        }
        return author.equals(context.caller().subject())
                ? Optional.empty()
                : Optional.of(reject(NOT_YOUR_MESSAGE, "Only its author can change a message."));
    }
}

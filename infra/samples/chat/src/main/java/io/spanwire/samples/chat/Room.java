package io.spanwire.samples.chat;

import static io.spanwire.bus.domain.Decision.accept;
import static io.spanwire.bus.domain.Decision.reject;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.spanwire.bus.domain.Context;
import io.spanwire.bus.domain.Decision;
import io.spanwire.bus.domain.RecordedEvent;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pcollections.TreePMap;
import org.pcollections.TreePVector;

/**
 * The state of a room for its decisions: the author of each message and the versions of its edits. It contains the {@value #CHANGEABLE} most recent
 * messages that were not deleted; older ones stay readable but cannot be changed, so the state is bounded however long
 * the history is. Immutable; applying an event takes O(log n).
 *
 * @param forgotten the newest message that is too old to change, 0 if none is
 * @param authors the subject of the author of each message that can be changed
 * @param edits the versions that edited each of them, if any did
 * @param membership who belongs to the room
 */
record Room(
        long forgotten,
        TreePMap<Long, String> authors,
        TreePMap<Long, TreePVector<Long>> edits,
        Membership membership) {
    static final int CHANGEABLE = 1000;
    static final int MAX_EDITS = 200;
    static final Room EMPTY = new Room(0, TreePMap.empty(), TreePMap.empty(), Membership.OPEN);

    static final String NO_SUCH_MESSAGE = "no-such-message";
    static final String NOT_YOUR_MESSAGE = "not-your-message";
    static final String TOO_OLD = "too-old";
    static final String TOO_MANY_EDITS = "too-many-edits";

    /** Reads a snapshot. */
    @JsonCreator
    static Room of(
            @JsonProperty("forgotten") long forgotten,
            @JsonProperty("authors") Map<Long, String> authors,
            @JsonProperty("edits") Map<Long, List<Long>> edits,
            @JsonProperty("membership") Membership membership) {
        TreePMap<Long, TreePVector<Long>> versions = TreePMap.empty();
        for (Map.Entry<Long, List<Long>> each : edits.entrySet()) {
            versions = versions.plus(each.getKey(), TreePVector.from(each.getValue()));
        }
        return new Room(forgotten, TreePMap.from(authors), versions, membership);
    }

    Decision post(PostMessage post, Context context) {
        return membership
                .rejectionOf(context)
                .orElseGet(() -> accept(new MessagePosted(context.caller().name(), post.text())));
    }

    Decision edit(EditMessage edit, Context context) {
        return changeRejection(edit.message(), context)
                .or(() -> editRejection(edit.message()))
                .orElseGet(() -> accept(new MessageEdited(edit.message(), edit.text())));
    }

    Decision delete(DeleteMessage delete, Context context) {
        return changeRejection(delete.message(), context).orElseGet(() -> accept(new MessageDeleted(delete.message())));
    }

    Room posted(RecordedEvent<MessagePosted> posted) {
        TreePMap<Long, String> changeable = authors.plus(posted.version(), posted.actor());
        if (changeable.size() <= CHANGEABLE) {
            return new Room(forgotten, changeable, edits, membership);
        }
        long oldest = changeable.firstKey();
        return new Room(oldest, changeable.minus(oldest), edits.minus(oldest), membership);
    }

    Room edited(RecordedEvent<MessageEdited> edited) {
        long message = edited.data().message();
        return authors.containsKey(message)
                ? new Room(
                        forgotten, authors, edits.plus(message, editsOf(message).plus(edited.version())), membership)
                : this;
    }

    Room deleted(RecordedEvent<MessageDeleted> deleted) {
        long message = deleted.data().message();
        return new Room(forgotten, authors.minus(message), edits.minus(message), membership);
    }

    /** Only a room that nobody has used can become private: what everyone could read stays readable. */
    Decision makePrivate(MakePrivate make, Context context) {
        return context.version() == 0
                ? accept(new MadePrivate(context.caller().subject()))
                : reject(Membership.NOT_EMPTY, "Only a room without any event can become private.");
    }

    Decision requestToJoin(RequestToJoin request, Context context) {
        return membership.requestToJoin(context);
    }

    Decision addMember(AddMember add, Context context) {
        return membership.add(add, context);
    }

    Decision removeMember(RemoveMember remove, Context context) {
        return membership.remove(remove, context);
    }

    Room madePrivate(RecordedEvent<MadePrivate> made) {
        return with(membership.madePrivate(made.data(), made.version()));
    }

    Room joinRequested(RecordedEvent<JoinRequested> requested) {
        return with(membership.requested(requested.actor(), requested.version()));
    }

    Room memberAdded(RecordedEvent<MemberAdded> added) {
        return with(membership.added(added.data(), added.version()));
    }

    Room memberRemoved(RecordedEvent<MemberRemoved> removed) {
        return with(membership.removed(removed.data()));
    }

    private Room with(Membership changed) {
        return new Room(forgotten, authors, edits, changed);
    }

    /** The events that a deleted message consists of: nobody reads their texts any more. */
    List<Long> textsOf(RecordedEvent<MessageDeleted> deleted) {
        long message = deleted.data().message();
        return editsOf(message).plus(0, message);
    }

    private TreePVector<Long> editsOf(long message) {
        return edits.getOrDefault(message, TreePVector.empty());
    }

    private Optional<Decision> editRejection(long message) {
        return editsOf(message).size() < MAX_EDITS
                ? Optional.empty()
                : Optional.of(reject(TOO_MANY_EDITS, "A message can be edited " + MAX_EDITS + " times."));
    }

    private Optional<Decision> changeRejection(long message, Context context) {
        Optional<Decision> rejection = membership.rejectionOf(context);
        if (rejection.isPresent()) {
            return rejection;
        }
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

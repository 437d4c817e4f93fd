package io.spanwire.samples.chat;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** The commands of a room. A message is identified by the version of the event that posted it. */
sealed interface ChatCommand {
    int MAX_TEXT = 4000;
    int MAX_SUBJECT = 256;

    record PostMessage(@NotBlank @Size(max = MAX_TEXT) String text) implements ChatCommand {}

    record EditMessage(@Min(1) long message, @NotBlank @Size(max = MAX_TEXT) String text) implements ChatCommand {}

    record DeleteMessage(@Min(1) long message) implements ChatCommand {}

    /** Makes an unused room private; the caller becomes its owner. */
    record MakePrivate() implements ChatCommand {}

    record RequestToJoin() implements ChatCommand {}

    record AddMember(@NotBlank @Size(max = MAX_SUBJECT) String member) implements ChatCommand {}

    /** Removes a member, declines a request to join, or leaves the room. */
    record RemoveMember(@NotBlank @Size(max = MAX_SUBJECT) String member) implements ChatCommand {}
}

package io.spanwire.samples.chat;

import io.spanwire.bus.domain.Personal;

/**
 * The events of a room. What people write and their names are personal data of the writer: they can be forgotten.
 *
 * <p>A message is identified by the version of the event that posted it.
 */
sealed interface ChatEvent {
    /** The author is the display name at that time; the event's actor is the identity. */
    record MessagePosted(@Personal String author, @Personal String text) implements ChatEvent {}

    record MessageEdited(long message, @Personal String text) implements ChatEvent {}

    record MessageDeleted(long message) implements ChatEvent {}

    record MadePrivate(String owner) implements ChatEvent {}

    /** The name is the display name; the event's actor wants to join. */
    record JoinRequested(@Personal String name) implements ChatEvent {}

    record MemberAdded(String member) implements ChatEvent {}

    record MemberRemoved(String member) implements ChatEvent {}
}

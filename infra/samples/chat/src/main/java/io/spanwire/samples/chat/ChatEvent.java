package io.spanwire.samples.chat;

/** The events of a room. A message is identified by the version of the event that posted it. */
sealed interface ChatEvent {
    /** The author is the display name at that time; the event's actor is the identity. */
    record MessagePosted(String author, String text) implements ChatEvent {}

    record MessageEdited(long message, String text) implements ChatEvent {}

    record MessageDeleted(long message) implements ChatEvent {}
}

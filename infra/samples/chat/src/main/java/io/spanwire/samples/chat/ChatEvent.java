package io.spanwire.samples.chat;

/** What happened in a room. A message is named by the version of the event that posted it. */
sealed interface ChatEvent {
    /** The author is the name they had then; who they are is the event's actor. */
    record MessagePosted(String author, String text) implements ChatEvent {}

    record MessageEdited(long message, String text) implements ChatEvent {}

    record MessageDeleted(long message) implements ChatEvent {}
}

package io.spanwire.samples.lists;

import java.time.Instant;

/** The events of a list. The actor of its creation owns it. */
sealed interface ListEvent {
    record ListCreated(String title) implements ListEvent {}

    record ListRestricted() implements ListEvent {}

    record ListShared(String with) implements ListEvent {}

    record ListUnshared(String with) implements ListEvent {}

    record ItemAdded(String item, String title) implements ListEvent {}

    record ItemRenamed(String item, String title) implements ListEvent {}

    record ItemCompleted(String item) implements ListEvent {}

    record ItemReopened(String item) implements ListEvent {}

    record ItemRemoved(String item) implements ListEvent {}

    record ListAnnounced(String room) implements ListEvent {}

    /** The last open item of an announced list was completed. */
    record ListCompleted(String room) implements ListEvent {}

    record DueSet(String item, Instant due) implements ListEvent {}

    record DueCleared(String item) implements ListEvent {}

    /** An item is due and not completed. The room is empty unless the list is announced. */
    record ItemDue(String item, String room) implements ListEvent {}
}

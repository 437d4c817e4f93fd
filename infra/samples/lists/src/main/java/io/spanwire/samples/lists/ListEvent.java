package io.spanwire.samples.lists;

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
}

package io.spanwire.samples.lists;

/** The events of a list. */
sealed interface ListEvent {
    record ListCreated(String title) implements ListEvent {}

    record ItemAdded(String item, String title) implements ListEvent {}

    record ItemRenamed(String item, String title) implements ListEvent {}

    record ItemCompleted(String item) implements ListEvent {}

    record ItemReopened(String item) implements ListEvent {}

    record ItemRemoved(String item) implements ListEvent {}
}

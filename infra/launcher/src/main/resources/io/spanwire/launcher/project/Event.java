package {{package}};

/** The events. They are stored for good: a record that changes gets a new version and an upcaster. */
sealed interface {{Name}}Event {
    record Opened(String title) implements {{Name}}Event {}

    record EntryAdded(String text) implements {{Name}}Event {}
}

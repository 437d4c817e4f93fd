package {{package}};

import static io.spanwire.bus.domain.Decision.accept;
import static io.spanwire.bus.domain.Decision.reject;

import io.spanwire.bus.domain.Context;
import io.spanwire.bus.domain.Decision;
import io.spanwire.bus.domain.RecordedEvent;
import {{package}}.{{Name}}Command.AddEntry;
import {{package}}.{{Name}}Command.Open;
import {{package}}.{{Name}}Event.EntryAdded;
import {{package}}.{{Name}}Event.Opened;

/**
 * The state of a stream {@code {{name}}/<key>}: what its decisions need to know, no more. Immutable. Deciding and applying
 * are pure functions of their parameters: the time is {@code context.at()}.
 */
record {{Name}}(String owner, int entries) {
    static final {{Name}} NONE = new {{Name}}("", 0);
    static final int MAX_ENTRIES = 1_000;

    static final String ALREADY_OPEN = "already-open";
    static final String NOT_OPEN = "not-open";
    static final String FULL = "full";

    Decision open(Open open, Context context) {
        return exists() ? reject(ALREADY_OPEN, "It was opened by " + owner + ".") : accept(new Opened(open.title()));
    }

    Decision add(AddEntry add, Context context) {
        if (!exists()) {
            return reject(NOT_OPEN, "Somebody must open it first.");
        }
        return entries < MAX_ENTRIES
                ? accept(new EntryAdded(add.text()))
                : reject(FULL, "There are " + entries + " entries already.");
    }

    {{Name}} opened(RecordedEvent<Opened> event) {
        return new {{Name}}(event.actor(), 0);
    }

    {{Name}} added(RecordedEvent<EntryAdded> event) {
        return new {{Name}}(owner, entries + 1);
    }

    private boolean exists() {
        return !owner.isEmpty();
    }
}

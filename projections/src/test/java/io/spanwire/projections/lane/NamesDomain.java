package io.spanwire.projections.lane;

import io.spanwire.bus.domain.Context;
import io.spanwire.bus.domain.Decision;
import io.spanwire.bus.domain.Domain;
import io.spanwire.bus.domain.Projection;
import io.spanwire.bus.domain.RecordedEvent;
import io.spanwire.bus.domain.Row;
import io.spanwire.bus.domain.Statement;
import io.spanwire.bus.domain.StreamType;
import java.util.List;

/** A test domain: owners take names, unique across streams, and add notes. */
final class NamesDomain implements Domain {
    record TakeName(String name) {}

    record AddNote(String text) {}

    record ChangeNote(long note, String text) {}

    record Explode() {}

    record Misfit() {}

    record MisfitColumn() {}

    record NameTaken(String name) {}

    record NoteAdded(String text) {}

    /** The row has a value of the wrong type. */
    record Misfitted() {}

    /** The row has a value that does not fit its column's array. */
    record ColumnMisfitted() {}

    record NoteChanged(long note, String text) {}

    /** The number of names and notes. */
    record Owner(int names, int notes) {
        Decision take(TakeName command, Context context) {
            return Decision.accept(new NameTaken(command.name()));
        }

        Decision add(AddNote command, Context context) {
            return command.text().isEmpty()
                    ? Decision.reject("empty", "A note has a text.")
                    : Decision.accept(new NoteAdded(command.text()));
        }

        Decision change(ChangeNote command, Context context) {
            return Decision.accept(new NoteChanged(command.note(), command.text()));
        }

        Decision explode(Explode command, Context context) {
            throw new IllegalStateException("simulated failure");
        }

        Decision misfit(Misfit command, Context context) {
            return Decision.accept(new Misfitted());
        }

        Owner taken(RecordedEvent<NameTaken> event) {
            return new Owner(names + 1, notes);
        }

        Owner added(RecordedEvent<NoteAdded> event) {
            return new Owner(names, notes + 1);
        }

        Decision misfitColumn(MisfitColumn command, Context context) {
            return Decision.accept(new ColumnMisfitted());
        }

        Owner columnMisfitted(RecordedEvent<ColumnMisfitted> event) {
            return this;
        }

        Owner misfitted(RecordedEvent<Misfitted> event) {
            return this;
        }

        Owner changed(RecordedEvent<NoteChanged> event) {
            return this;
        }
    }

    @Override
    public String name() {
        return "names";
    }

    @Override
    public List<StreamType<?>> streamTypes() {
        return List.of(StreamType.of("owner", Owner.class, new Owner(0, 0))
                .command("take-name", TakeName.class, Owner::take)
                .command("add-note", AddNote.class, Owner::add)
                .command("change-note", ChangeNote.class, Owner::change)
                .command("explode", Explode.class, Owner::explode)
                .command("misfit", Misfit.class, Owner::misfit)
                .command("misfit-column", MisfitColumn.class, Owner::misfitColumn)
                .event("column-misfitted", ColumnMisfitted.class, Owner::columnMisfitted)
                .event("misfitted", Misfitted.class, Owner::misfitted)
                .event("name-taken", NameTaken.class, Owner::taken)
                .event("note-added", NoteAdded.class, Owner::added)
                .event("note-changed", NoteChanged.class, Owner::changed)
                .rejection("empty", "A note has a text")
                .rejection("name-taken", "The name is taken")
                .build());
    }

    @Override
    public List<Projection> projections() {
        Statement insertNotes =
                Statement.columns(NamesDomain.class, "insert-notes.sql", String.class, Long.class, String.class);
        return List.of(Projection.named("names", 1)
                .tables("name_taken", "name_note")
                .on(
                        NameTaken.class,
                        Statement.rows(NamesDomain.class, "insert-name.sql"),
                        event -> Row.of(event.data().name(), event.stream().key()))
                .on(
                        NoteAdded.class,
                        insertNotes,
                        event -> Row.of(
                                event.stream().key(),
                                event.version(),
                                event.data().text()))
                .on(
                        ColumnMisfitted.class,
                        insertNotes,
                        event -> Row.of(event.stream().key(), "not a number", "text"))
                .on(
                        Misfitted.class,
                        Statement.rows(NamesDomain.class, "insert-name.sql"),
                        event -> Row.of(42, event.stream().key()))
                .on(
                        NoteChanged.class,
                        Statement.rows(NamesDomain.class, "update-note.sql"),
                        event -> Row.of(
                                event.stream().key(),
                                event.data().note(),
                                event.data().text()))
                .onViolation("name_taken_key", "name-taken", "Someone has this name already.")
                .build());
    }
}

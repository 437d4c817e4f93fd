package io.spanwire.projections.lane;

import io.spanwire.bus.domain.Context;
import io.spanwire.bus.domain.Decision;
import io.spanwire.bus.domain.Domain;
import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.domain.Projection;
import io.spanwire.bus.domain.RecordedEvent;
import io.spanwire.bus.domain.Row;
import io.spanwire.bus.domain.Sql;
import io.spanwire.bus.domain.Statement;
import io.spanwire.bus.domain.StreamType;
import java.util.List;
import java.util.stream.Stream;

/** A test domain in two versions: the second has a required field in its event, which the first lacks. */
record Guestbook(StreamType<?> type, Projection projection) implements Domain {
    private static final Statement INSERT = new Statement(
            new Sql("insert-entry", "insert into read_model.name_note (owner, note, text) values ($1, $2, $3)"),
            List.of());

    record Sign(String text) {}

    /** The event's record in version 1. */
    record Signed(String text) {}

    /** The event's record in version 2. */
    record SignedBy(String author, String text) {}

    /** The state in version 1. */
    record Entries(int count) {
        Decision sign(Sign command, Context context) {
            return Decision.accept(new Signed(command.text()));
        }

        Entries signed(RecordedEvent<Signed> event) {
            return new Entries(count + 1);
        }
    }

    /** The state in version 2: an author signs once. */
    record Authors(List<String> names) {
        Decision sign(Sign command, Context context) {
            String author = context.caller().subject();
            return names.contains(author)
                    ? Decision.reject("signed", "You have signed already.")
                    : Decision.accept(new SignedBy(author, command.text()));
        }

        Authors signed(RecordedEvent<SignedBy> event) {
            return new Authors(
                    Stream.concat(names.stream(), Stream.of(event.data().author()))
                            .toList());
        }
    }

    static Domains first() {
        return Domains.of(List.of(new Guestbook(
                StreamType.of("guestbook", Entries.class, new Entries(0))
                        .command("sign", Sign.class, Entries::sign)
                        .event("signed", Signed.class, Entries::signed)
                        .build(),
                Projection.named("entries", 1)
                        .on(
                                Signed.class,
                                INSERT,
                                e -> Row.of(
                                        e.stream().key(), e.version(), e.data().text()))
                        .build())));
    }

    static Domains second() {
        return Domains.of(List.of(new Guestbook(
                StreamType.of("guestbook", Authors.class, new Authors(List.of()))
                        .command("sign", Sign.class, Authors::sign)
                        .event("signed", SignedBy.class, Authors::signed)
                        .upcast("signed", 1, data -> data.put("author", "unknown"))
                        .rejection("signed", "You have signed already")
                        .build(),
                Projection.named("entries", 1)
                        .on(
                                SignedBy.class,
                                INSERT,
                                e -> Row.of(
                                        e.stream().key(),
                                        e.version(),
                                        e.data().author() + ": " + e.data().text()))
                        .build())));
    }

    @Override
    public String name() {
        return "guestbook";
    }

    @Override
    public List<StreamType<?>> streamTypes() {
        return List.of(type);
    }

    @Override
    public List<Projection> projections() {
        return List.of(projection);
    }
}

package io.spanwire.projections.transfer;

import io.spanwire.bus.domain.Decision;
import io.spanwire.bus.domain.Domain;
import io.spanwire.bus.domain.Projection;
import io.spanwire.bus.domain.Row;
import io.spanwire.bus.domain.Statement;
import io.spanwire.bus.domain.StreamType;
import java.util.List;

/** A test domain: guests choose names, which are unique across streams, and say things. */
final class GuestsDomain implements Domain {
    record Say(String text) {}

    record NameChosen(String name) {}

    record NameReleased(String name) {}

    record Said(String text) {}

    @Override
    public String name() {
        return "guests";
    }

    @Override
    public List<StreamType<?>> streamTypes() {
        return List.of(StreamType.of("guest", String.class, "")
                .command("say", Say.class, (state, say, context) -> Decision.accept(new Said(say.text())))
                .event("name-chosen", NameChosen.class, (state, event) -> state)
                .event("name-released", NameReleased.class, (state, event) -> state)
                .event("said", Said.class, (state, event) -> state)
                .build());
    }

    @Override
    public List<Projection> projections() {
        return List.of(Projection.named("guests", 1)
                .on(
                        NameChosen.class,
                        Statement.rows(GuestsDomain.class, "insert-name.sql"),
                        event -> Row.of(event.data().name(), event.stream().key()))
                .on(
                        NameReleased.class,
                        Statement.rows(GuestsDomain.class, "delete-name.sql"),
                        event -> Row.of(event.data().name()))
                .on(
                        Said.class,
                        Statement.columns(
                                GuestsDomain.class, "insert-words.sql", String.class, Long.class, String.class),
                        event -> Row.of(
                                event.stream().key(),
                                event.version(),
                                event.data().text()))
                .build());
    }
}

package io.spanwire.projections.reaction;

import io.spanwire.bus.domain.Decision;
import io.spanwire.bus.domain.Domain;
import io.spanwire.bus.domain.Personal;
import io.spanwire.bus.domain.Reaction;
import io.spanwire.bus.domain.StreamType;
import io.spanwire.bus.domain.Timer;
import jakarta.validation.constraints.NotBlank;
import java.time.Instant;
import java.util.List;

/** Rooms where people come, and a reaction that greets them. */
public final class Rooms implements Domain {
    public record Come(@NotBlank String name) {}

    public record Came(String name) {}

    public record Greet(@NotBlank String text) {}

    public record Greeted(String text) {}

    public record Whisper(@Personal(forgotten = "…") String text) {}

    public record Whispered(String text) {}

    public record Room(int people) {}

    /** Fails for some names, so that a test can try what happens then. */
    static final Reaction GREET = Reaction.named("greet", 1)
            .fromTheBeginning()
            .on(Came.class, (event, then) -> {
                String name = event.data().name();
                switch (name) {
                    case "broken" -> throw new IllegalStateException("no greeting");
                    case "blank" -> then.send(event.stream().toString(), new Greet(" "));
                    case "nowhere" -> then.send("house/a", new Greet("hello"));
                    case "unnamed" -> then.send("room/a", "greet", new Greet("hello"));
                    case "later" ->
                        then.timer(Timer.named("hello")
                                .at(event.at().plusSeconds(60))
                                .send(new Greet("hello later")));
                    case "secret" ->
                        then.timer(Timer.named("hello")
                                .at(event.at().plusSeconds(60))
                                .send(new Whisper("I know you")));
                    case "never" ->
                        then.timer(Timer.named("hello")
                                .at(Instant.parse("9999-01-01T00:00:00Z"))
                                .send(new Greet("hello")));
                    default -> then.send(event.stream().toString(), new Greet("hello " + name));
                }
            })
            .build();

    @Override
    public String name() {
        return "rooms";
    }

    @Override
    public List<StreamType<?>> streamTypes() {
        return List.of(StreamType.of("room", Room.class, new Room(0))
                .command("come", Come.class, (room, come, context) -> Decision.accept(new Came(come.name())))
                .command("greet", Greet.class, (room, greet, context) -> Decision.accept(new Greeted(greet.text())))
                .command(
                        "whisper",
                        Whisper.class,
                        (room, whisper, context) -> Decision.accept(new Whispered(whisper.text())))
                .event("came", Came.class, (room, came) -> new Room(room.people() + 1))
                .event("greeted", Greeted.class, (room, greeted) -> room)
                .event("whispered", Whispered.class, (room, whispered) -> room)
                .build());
    }

    @Override
    public List<Reaction> reactions() {
        return List.of(GREET);
    }
}

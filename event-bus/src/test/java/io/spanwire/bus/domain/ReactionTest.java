package io.spanwire.bus.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spanwire.bus.fixture.ReactionFixture;
import io.spanwire.bus.message.StreamId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ReactionTest {
    private static final Instant AT = Instant.parse("2026-05-01T12:00:00Z");

    private record Closed(String winner) {}

    private record Unknown() {}

    private record Congratulate(String auction) {}

    private record Nothing() {}

    private record Auctions(List<Reaction> reactions) implements Domain {
        Auctions(Reaction... reactions) {
            this(List.of(reactions));
        }

        @Override
        public String name() {
            return "auctions";
        }

        @Override
        public List<StreamType<?>> streamTypes() {
            return List.of(StreamType.of("auction", Nothing.class, new Nothing())
                    .command("congratulate", Congratulate.class, (state, command, context) -> Decision.accept())
                    .event("closed", Closed.class, (state, event) -> state)
                    .build());
        }
    }

    private static Reaction.Builder builder() {
        return Reaction.named("winner", 1).fromNowOn();
    }

    private static Reaction reaction() {
        return builder()
                .on(Closed.class, (event, then) -> then.send(
                                "auction/" + event.data().winner(),
                                new Congratulate(event.stream().key()))
                        .timer(Timer.named("pay").at(event.at().plusSeconds(60)).send(new Congratulate("late"))))
                .build();
    }

    @Test
    void effectsComeInTheOrderInWhichTheyAreAdded() {
        ReactionFixture.of(reaction(), "auction/vase")
                .at(AT)
                .when(new Closed("ann"))
                .then(
                        new Effect.Send(OutgoingCommand.of("auction/ann", new Congratulate("vase"))),
                        Timer.named("pay").at(AT.plusSeconds(60)).send(new Congratulate("late")));
        ReactionFixture.of(reaction(), "auction/vase").when(new Unknown()).thenNothing();
    }

    @Test
    void whatHappensToThePastIsSaid() {
        Reaction.Builder silent = Reaction.named("winner", 1).on(Closed.class, (event, then) -> {});

        assertThatThrownBy(silent::build)
                .hasMessageContaining("Reaction winner does not say what it does with the past")
                .hasMessageContaining("fromNowOn()")
                .hasMessageContaining("fromTheBeginning()");
        assertThat(silent.fromTheBeginning().build().start()).isEqualTo(Reaction.Start.BEGINNING);
        assertThatThrownBy(silent::fromNowOn).hasMessageContaining("says both");
    }

    @Test
    void reactionsWithMistakesAreRefused() {
        assertThatThrownBy(() -> Reaction.named("Winner", 1)).hasMessageContaining("lower-case words");
        assertThatThrownBy(() -> Reaction.named("winner", 0)).hasMessageContaining("the first is 1");
        assertThatThrownBy(() -> builder().build()).hasMessageContaining("takes no event");
        assertThatThrownBy(() -> builder().on(Closed.class, (event, then) -> {}).on(Closed.class, (event, then) -> {}))
                .hasMessageContaining("takes Closed twice");
    }

    @Test
    void startIsRefusedWhenAReactionNamesWhatDoesNotExist() {
        Reaction ofUnknown = builder().on(Unknown.class, (event, then) -> {}).build();
        Reaction toUnknown = builder()
                .sends("auction", "close")
                .on(Closed.class, (event, then) -> {})
                .build();
        Reaction toKnown = builder()
                .sends("auction", "congratulate")
                .on(Closed.class, (event, then) -> {})
                .build();

        assertThatThrownBy(() -> Domains.of(List.of(new Auctions(ofUnknown))))
                .hasMessageContaining("Reaction winner takes")
                .hasMessageContaining("which is no event of a stream type");
        assertThatThrownBy(() -> Domains.of(List.of(new Auctions(toUnknown))))
                .hasMessage("Reaction winner sends auction/close, which is no command of a loaded domain");
        assertThatCode(() -> Domains.of(List.of(new Auctions(toKnown)))).doesNotThrowAnyException();
        assertThatThrownBy(() -> Domains.of(List.of(new Auctions(reaction(), reaction()))))
                .hasMessageContaining("The reaction winner is in both");
    }

    @Test
    void reactionThatNeedsAnotherDomainExistsOnlyWithIt() {
        Reaction needy = builder()
                .onlyWith("chat")
                .sends("chat", "post-message")
                .on(Closed.class, (event, then) -> {})
                .build();

        assertThat(Domains.of(List.of(new Auctions(needy))).reactions()).isEmpty();
        assertThat(Domains.of(List.of(new Auctions(reaction()))).reactions()).hasSize(1);
    }

    @Test
    void effectsOfOneEventAreBounded() {
        Reaction many = builder()
                .on(Closed.class, (event, then) -> {
                    for (int i = 0; i < 10_000; i++) {
                        then.send("auction/a" + i, new Congratulate("x"));
                    }
                })
                .build();
        RecordedEvent<Closed> event =
                new RecordedEvent<>(new StreamId("auction", "a"), 1, AT, "ann", new UUID(0, 1), new Closed("ann"));

        assertThatThrownBy(() -> many.effects(event)).hasMessageContaining("more than 100 effects in one reaction");
    }

    @Test
    void rejectionSetsNoTimer() {
        Decision rejected = Decision.reject("closed", "It is closed.").with(Timer.cancel("pay"));
        Decision accepted = Decision.accept(new Closed("ann")).with(Timer.cancel("pay"), Timer.cancel("close"));

        assertThat(rejected).isEqualTo(Decision.reject("closed", "It is closed."));
        assertThat(accepted)
                .isEqualTo(new Decision.Accept(
                        List.of(new Closed("ann")), List.of(Timer.cancel("pay"), Timer.cancel("close"))));
        assertThatThrownBy(() -> Timer.named("a/b")).isInstanceOf(IllegalArgumentException.class);
    }
}

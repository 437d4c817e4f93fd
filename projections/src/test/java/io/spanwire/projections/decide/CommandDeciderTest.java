package io.spanwire.projections.decide;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.spanwire.bus.domain.Context;
import io.spanwire.bus.domain.Decision;
import io.spanwire.bus.domain.Domains;
import io.spanwire.bus.domain.RecordedEvent;
import io.spanwire.bus.domain.StreamType;
import io.spanwire.bus.fold.StreamState;
import io.spanwire.bus.json.EventJson;
import io.spanwire.bus.message.Caller;
import io.spanwire.bus.message.Cause;
import io.spanwire.bus.message.Command;
import io.spanwire.bus.message.Outcome;
import io.spanwire.bus.message.StreamId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class CommandDeciderTest {
    private static final OutgoingCommands NO_TIMERS = new OutgoingCommands(Domains.of(List.of()));
    private static final StreamId STREAM = StreamId.parse("counter/one");
    private static final Instant AT = Instant.parse("2026-11-22T10:00:00.123Z");

    record Count(int times) {}

    record Refuse() {}

    record Even(int number) {
        Even {
            if (number % 2 != 0) {
                throw new IllegalArgumentException("The number must be even.");
            }
        }
    }

    record Fail() {}

    record Recurse() {}

    record Wreck() {}

    record Counted(int to) {}

    record Wrecked() {}

    record Write(String text, int times) {}

    record Written(String text) {}

    record Unheard() {}

    record Counter(int value) {
        Decision count(Count command, Context context) {
            return Decision.accept(IntStream.rangeClosed(1, command.times())
                    .mapToObj(each -> new Counted(value + each))
                    .toArray());
        }

        Decision refuse(Refuse command, Context context) {
            return Decision.reject("no", "Not at version " + context.version() + ".");
        }

        Decision even(Even command, Context context) {
            return Decision.accept();
        }

        Decision fail(Fail command, Context context) {
            return Decision.accept(new Unheard());
        }

        Decision recurse(Recurse command, Context context) {
            return depth(1) == 0 ? Decision.accept() : Decision.reject("deep", "Deep.");
        }

        Decision wreck(Wreck command, Context context) {
            return Decision.accept(new Wrecked());
        }

        Decision write(Write command, Context context) {
            return Decision.accept(
                    new Counted(value + 1), new Written(command.text().repeat(command.times())));
        }

        Counter written(RecordedEvent<Written> event) {
            return this;
        }

        Counter counted(RecordedEvent<Counted> event) {
            return new Counter(event.data().to());
        }

        Counter wrecked(RecordedEvent<Wrecked> event) {
            throw new IllegalStateException("simulated failure");
        }

        private static int depth(int so) {
            return so == 0 ? 0 : depth(so + 1) + 1;
        }
    }

    private static final StreamType<Counter> TYPE = StreamType.of("counter", Counter.class, new Counter(0))
            .command("count", Count.class, Counter::count)
            .command("refuse", Refuse.class, Counter::refuse)
            .command("even", Even.class, Counter::even)
            .command("fail", Fail.class, Counter::fail)
            .command("recurse", Recurse.class, Counter::recurse)
            .command("write", Write.class, Counter::write)
            .command("wreck", Wreck.class, Counter::wreck)
            .event("counted", Counted.class, Counter::counted)
            .event("written", Written.class, Counter::written)
            .event("wrecked", Wrecked.class, Counter::wrecked)
            .rejection("no", "It says no")
            .build();

    private final StreamState<Counter> before = new StreamState<>(TYPE, 5, new Counter(5), 3);
    private final Logger logger = (Logger) LoggerFactory.getLogger(CommandDecider.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void captureLog() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void releaseLog() {
        logger.detachAppender(log);
    }

    @Test
    void eventsContinueTheStreamsVersionAndChangeItsState() {
        DecidedCommand decided = decide("count", "{\"times\":3}");

        assertThat(accepted(decided).version()).isEqualTo(8);
        assertThat(accepted(decided).events()).isEqualTo(3);
        assertThat(decided.events())
                .extracting(event -> event.recorded().version())
                .containsExactly(6L, 7L, 8L);
        assertThat(decided.after()).contains(new StreamState<>(TYPE, 8, new Counter(8), 3));
    }

    @Test
    void eventTextCarriesTheCommandsFields() {
        Command command = command("count", "{\"times\":1}", OptionalLong.empty());

        EventJson.Envelope envelope = EventJson.read(CommandDecider.decide(command, before, NO_TIMERS)
                        .events()
                        .get(0)
                        .body())
                .envelope();

        assertThat(envelope)
                .isEqualTo(new EventJson.Envelope(
                        STREAM,
                        6,
                        "counter.counted",
                        1,
                        AT,
                        "u-1",
                        command.id(),
                        Optional.of(Cause.itself(command.id()))));
    }

    @Test
    void sameCommandAndStateGiveTheSameDecision() {
        Command command = command("count", "{\"times\":2}", OptionalLong.empty());

        assertThat(CommandDecider.decide(command, before, NO_TIMERS))
                .isEqualTo(CommandDecider.decide(command, before, NO_TIMERS));
    }

    @Test
    void commandWithAnEventThatIsTooLargeIsRejectedWithItsSize() {
        DecidedCommand decided = decide("write", "{\"text\":\"wide\",\"times\":750000}");

        Outcome.Rejected rejected = (Outcome.Rejected) decided.outcome();
        assertThat(rejected.problem().code()).isEqualTo("too-large");
        assertThat(rejected.problem().detail())
                .matches("The event counter.written would have 3000\\d{3} bytes; an event has at most 1000000\\.");
        assertThat(decided.events()).isEmpty();
        assertThat(decided.after()).isEmpty();
    }

    @Test
    void sizeOfAnEventIsInBytes() {
        assertThat(accepted(decide("write", "{\"text\":\"o\",\"times\":990000}"))
                        .events())
                .isEqualTo(2);
        assertThat(decide("write", "{\"text\":\"ö\",\"times\":990000}").outcome())
                .isInstanceOf(Outcome.Rejected.class);
    }

    @Test
    void acceptanceWithoutEventsKeepsTheVersion() {
        DecidedCommand decided = decide("count", "{\"times\":0}");

        assertThat(accepted(decided).version()).isEqualTo(5);
        assertThat(decided.after()).isEmpty();
    }

    @Test
    void expectedVersionIsCheckedFirst() {
        DecidedCommand stale =
                CommandDecider.decide(command("count", "{\"times\":1}", OptionalLong.of(4)), before, NO_TIMERS);
        DecidedCommand current =
                CommandDecider.decide(command("count", "{\"times\":1}", OptionalLong.of(5)), before, NO_TIMERS);

        assertThat(code(stale)).isEqualTo("stale-version");
        assertThat(current.outcome()).isInstanceOf(Outcome.Accepted.class);
    }

    @Test
    void rejectionHasTheDomainsTitleAndDetail() {
        Outcome.Rejected rejected = (Outcome.Rejected) decide("refuse", "{}").outcome();

        assertThat(rejected.problem().title()).isEqualTo("It says no");
        assertThat(rejected.problem().detail()).isEqualTo("Not at version 5.");
        assertThat(rejected.problem().status()).isEqualTo(409);
    }

    @Test
    void unknownCommandFailsAndTheLogNamesIt() {
        DecidedCommand decided = decide("unheard-of", "{}");

        assertFailed(decided);
        assertThat(logged()).contains("reason=stream type counter has no command unheard-of");
    }

    @Test
    void dataThatDoesNotFitTheRecordFailsAndTheLogNamesTheFieldButNoValue() {
        DecidedCommand decided = decide("count", "{\"times\":\"secret\"}");

        assertFailed(decided);
        assertThat(logged())
                .contains("reason=data does not fit " + Count.class.getName() + ", field times, com.fasterxml.jackson.")
                .doesNotContain("secret");
    }

    @Test
    void dataThatTheRecordsConstructorRefusesIsRejectedWithItsMessage() {
        Outcome.Rejected rejected =
                (Outcome.Rejected) decide("even", "{\"number\":1}").outcome();

        assertThat(rejected.problem().code()).isEqualTo("invalid");
        assertThat(rejected.problem().detail()).isEqualTo("The number must be even.");
        assertThat(decide("even", "{\"number\":2}").outcome()).isInstanceOf(Outcome.Accepted.class);
    }

    @Test
    void throwingDeciderFailsTheCommand() {
        for (String name : List.of("fail", "wreck", "recurse")) {
            assertFailed(decide(name, "{}"));
        }
    }

    @Test
    void rejectionChangesNothing() {
        DecidedCommand decided = decide("refuse", "{}");

        assertThat(decided.events()).isEmpty();
        assertThat(decided.after()).isEmpty();
    }

    private DecidedCommand decide(String name, String data) {
        return CommandDecider.decide(command(name, data, OptionalLong.empty()), before, NO_TIMERS);
    }

    private static Outcome.Accepted accepted(DecidedCommand decided) {
        return (Outcome.Accepted) decided.outcome();
    }

    private static void assertFailed(DecidedCommand decided) {
        assertThat(decided.outcome().isFinal()).isFalse();
        assertThat(((Outcome.Failed) decided.outcome()).problem().code()).isEqualTo("undecidable");
        assertThat(decided.events()).isEmpty();
        assertThat(decided.after()).isEmpty();
    }

    private String logged() {
        return log.list.get(0).getFormattedMessage();
    }

    private static String code(DecidedCommand decided) {
        return ((Outcome.Rejected) decided.outcome()).problem().code();
    }

    private static Command command(String name, String data, OptionalLong expected) {
        return new Command(UUID.randomUUID(), STREAM, name, data, Caller.of("u-1", "Ann"), AT, expected);
    }
}

package io.spanwire.bus.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spanwire.bus.fixture.DeciderFixture;
import io.spanwire.bus.json.Json;
import io.spanwire.bus.message.StreamId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PersonalDataTest {
    record Write(String text) {}

    record Address(String street) {}

    record Written(@Personal String text, @Personal(forgotten = "deleted") String title, String kind) {}

    record Delivered(
            @DataSubject String customer, @Personal Address address, @Personal @JsonProperty("no") String number) {}

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Renamed(@Personal String fullName) {}

    record Ignored(@Personal @JsonIgnore String text) {}

    record Unwrapped(@Personal @JsonUnwrapped Address address) {}

    record Plain(String text) {}

    record Counted(@Personal int count) {}

    record Both(@DataSubject @Personal String who) {}

    record NoText(@DataSubject Long who, @Personal String text) {}

    record Two(@DataSubject String one, @DataSubject String other, @Personal String text) {}

    record Nobody(@DataSubject String who) {}

    record Replaced(@Personal(forgotten = "x") Address address) {}

    record Nested(Map<String, List<Written>> items) {}

    @Test
    void forgottenTextsAreReplacedAndOtherValuesAreNull() {
        assertThat(redacted(new Written("hello", "Greeting", "short")))
                .isEqualTo("{\"text\":\"\",\"title\":\"deleted\",\"kind\":\"short\"}");
        assertThat(redacted(new Delivered("c-1", new Address("Main Street"), "7")))
                .isEqualTo("{\"customer\":\"c-1\",\"address\":null,\"no\":\"\"}");
        assertThat(redacted(new Renamed("Ann Smith"))).isEqualTo("{\"full_name\":\"\"}");
        assertThat(PersonalData.of(Plain.class).isPresent()).isFalse();
    }

    @Test
    void subjectIsTheActorUnlessTheEventNamesOne() {
        assertThat(PersonalData.of(Written.class).subject(new Written("a", "b", "c"), "ann"))
                .isEqualTo("ann");
        assertThat(PersonalData.of(Delivered.class)
                        .subject(new Delivered("c-1", new Address("Main Street"), "7"), "ann"))
                .isEqualTo("c-1");
        assertThatThrownBy(() -> PersonalData.of(Delivered.class)
                        .subject(new Delivered("", new Address("Main Street"), "7"), "ann"))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void contradictionsAreRefused() {
        assertRefused(Counted.class, "count is @Personal, and a primitive has no value");
        assertRefused(Both.class, "who cannot be @DataSubject and @Personal");
        assertRefused(NoText.class, "who is a @DataSubject, so it must be a String");
        assertRefused(Two.class, "other is a second @DataSubject");
        assertRefused(Nobody.class, "who is a @DataSubject, but no component is @Personal");
        assertRefused(Replaced.class, "address is no String");
        assertRefused(Ignored.class, "text is @Personal, but is no property");
        assertRefused(Unwrapped.class, "address is @Personal, but is no property");
        assertRefused(Nested.class, "items contains records with @Personal");
    }

    @Test
    void personalStreamTypesHaveTheEventAndTheCommandThatForget() {
        StreamType<Integer> type = personal().build();

        assertThat(type.isPersonal()).isTrue();
        assertThat(type.event(SubjectForgotten.class).orElseThrow().name()).isEqualTo("notes.subject-forgotten");
        assertThat(type.command(ForgetSubject.NAME)).isPresent();
        assertThat(type.commands()).extracting(CommandType::name).containsExactly("write");
        assertThat(plain().build().event(SubjectForgotten.class)).isEmpty();
        assertThat(plain().build().command(ForgetSubject.NAME)).isEmpty();
    }

    @Test
    void eventsForgetEarlierOnesOnly() {
        StreamType<Integer> type = personal()
                .forgets(Plain.class, (before, event) -> List.of((long) before))
                .build();

        assertThat(type.forgottenBy(3, recorded(9, new Plain("x")))).containsExactly(3L);
        assertThat(type.forgottenBy(3, recorded(9, new Written("a", "b", "c")))).isEmpty();
        assertThatThrownBy(() -> type.forgottenBy(9, recorded(9, new Plain("x"))))
                .hasMessageContaining("no earlier one");
        assertThat(type.forgettingEvents()).containsExactlyInAnyOrder("notes.plain", "notes.subject-forgotten");
    }

    @Test
    void forgettingNeedsAKnownEventAndPersonalData() {
        assertThatThrownBy(() -> plain().forgets(Plain.class, (before, event) -> List.of())
                        .build())
                .hasMessageContaining("no event with @Personal data");
        assertThatThrownBy(() -> personal()
                        .forgets(Address.class, (before, event) -> List.of())
                        .build())
                .hasMessageContaining("has no such event");
        assertThatThrownBy(() -> personal()
                        .command(ForgetSubject.NAME, Write.class, (state, write, context) -> Decision.accept())
                        .build())
                .hasMessageContaining("forget-subject");
        assertThatThrownBy(() -> personal().event(SubjectForgotten.NAME, Address.class, (state, event) -> state))
                .hasMessageContaining("SubjectForgotten");
    }

    @Test
    void fixtureShowsForgottenEventsToTheState() {
        DeciderFixture.of(personal().build())
                .givenForgotten(new Written("hello", "Greeting", "short"))
                .when(new Write("count"))
                .then(new Plain("deleted"));
    }

    private static StreamType.Builder<Integer> plain() {
        return StreamType.of("notes", Integer.class, 0)
                .command("write", Write.class, (state, write, context) -> Decision.accept(new Plain("deleted")))
                .event("plain", Plain.class, (state, event) -> state);
    }

    private static StreamType.Builder<Integer> personal() {
        return plain().event("written", Written.class, (state, event) -> event.data()
                .title()
                .length());
    }

    private static RecordedEvent<Object> recorded(long version, Object data) {
        return new RecordedEvent<>(StreamId.parse("notes/a"), version, Instant.EPOCH, "ann", new UUID(0, 1), data);
    }

    private static String redacted(Object data) {
        ObjectNode tree = Json.mapper().valueToTree(data);
        return PersonalData.of(data.getClass()).redacted(tree).toString();
    }

    private static void assertRefused(Class<?> type, String reason) {
        assertThatThrownBy(() -> PersonalData.of(type))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(type.getName())
                .hasMessageContaining(reason);
    }
}

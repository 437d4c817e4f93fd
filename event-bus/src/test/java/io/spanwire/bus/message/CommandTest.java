package io.spanwire.bus.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandTest {

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "Post", "post message", "post\0", "9lives", "-"})
    void invalidNameIsRefused(String name) {
        assertThatThrownBy(() -> named(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nameHasAtMostSixtyFourCharacters() {
        assertThat(named("a".repeat(64)).name()).hasSize(64);
        assertThatThrownBy(() -> named("a".repeat(65))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void unstorableCallerIsRefused() {
        assertThatThrownBy(() -> Caller.of("u-\0", "Ann")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Caller.of("u-1", "\0")).isInstanceOf(IllegalArgumentException.class);
    }

    private static Command named(String name) {
        return new Command(
                UUID.randomUUID(),
                StreamId.parse("chat/general"),
                name,
                "{}",
                Caller.of("u-1", "Ann"),
                Instant.EPOCH,
                OptionalLong.empty());
    }
}

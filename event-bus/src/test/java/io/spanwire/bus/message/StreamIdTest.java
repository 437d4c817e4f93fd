package io.spanwire.bus.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamIdTest {
    @ParameterizedTest
    @ValueSource(strings = {"chat/general", "a/b", "list-2/A.b_c~d-e", "chat/.", "chat/0"})
    void nameRoundTrips(String text) {
        assertThat(StreamId.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "chat", "chat/", "/general", "Chat/general", "chat/a/b", "chat/ä", "chat/a b", "1chat/a"})
    void invalidNameIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> StreamId.parse(text));
    }
}

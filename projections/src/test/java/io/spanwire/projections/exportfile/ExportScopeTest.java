package io.spanwire.projections.exportfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spanwire.bus.message.StreamId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExportScopeTest {
    @Test
    void scopeIsARangeOfNames() {
        assertScope("*", "chat/general", true);
        assertScope("*", "z9-/~~~", true);
        assertScope("chat/*", "chat/general", true);
        assertScope("chat/*", "chat/~", true);
        assertScope("chat/*", "chat/-", true);
        assertScope("chat/*", "chat-2/general", false);
        assertScope("chat/*", "chats/general", false);
        assertScope("chat/a", "chat/a", true);
        assertScope("chat/a", "chat/a-", false);
        assertScope("chat/a", "chat/ab", false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "chat", "chat/", "/*", "Chat/*", "*/general", "chat/a/b", "**"})
    void otherTextIsRefused(String text) {
        assertThatThrownBy(() -> ExportScope.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    private static void assertScope(String scope, String stream, boolean contained) {
        assertThat(ExportScope.parse(scope).contains(StreamId.parse(stream)))
                .as(stream + " in " + scope)
                .isEqualTo(contained);
    }
}

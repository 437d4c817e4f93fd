package io.spanwire.edge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spanwire.bus.message.ProblemException;
import java.util.List;
import org.junit.jupiter.api.Test;

class EntityTagsTest {
    @Test
    void versionIsParsedFromTagsOfCommandsAndViews() {
        assertThat(EntityTags.expected(null)).isEmpty();
        assertThat(EntityTags.expected("\"41\"")).hasValue(41);
        assertThat(EntityTags.expected(EntityTags.of(41, -7))).hasValue(41);
        assertThat(EntityTags.expected("\"" + Long.MAX_VALUE + '"')).hasValue(Long.MAX_VALUE);
    }

    @Test
    void otherTagsAreMalformed() {
        for (String wrong : List.of(
                "",
                "41",
                "*",
                "\"\"",
                "\"-1\"",
                "\"+1\"",
                "W/\"41\"",
                "\"41\", \"42\"",
                "\"9999999999999999999\"",
                "\"x\"")) {
            assertThatThrownBy(() -> EntityTags.expected(wrong)).as(wrong).isInstanceOf(ProblemException.class);
        }
    }

    @Test
    void tagsAreComparedWeakly() {
        assertThat(EntityTags.matches(null, "\"1\"")).isFalse();
        assertThat(EntityTags.matches("\"1\"", "\"1\"")).isTrue();
        assertThat(EntityTags.matches("\"0\", W/\"1\"", "\"1\"")).isTrue();
        assertThat(EntityTags.matches("*", "\"1\"")).isTrue();
        assertThat(EntityTags.matches("\"11\"", "\"1\"")).isFalse();
    }
}

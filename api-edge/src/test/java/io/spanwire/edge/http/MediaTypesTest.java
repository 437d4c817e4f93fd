package io.spanwire.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MediaTypesTest {
    private static final List<String> OFFERS = List.of("application/json", "text/event-stream");

    @Test
    void firstOfferIsForThoseWhoDoNotMind() {
        assertThat(MediaTypes.choose(null, OFFERS)).contains("application/json");
        assertThat(MediaTypes.choose("*/*", OFFERS)).contains("application/json");
    }

    @Test
    void qualityAndSpecificityDecide() {
        assertThat(MediaTypes.choose("text/*", OFFERS)).contains("text/event-stream");
        assertThat(MediaTypes.choose("application/json;q=0.5, text/event-stream", OFFERS))
                .contains("text/event-stream");
        assertThat(MediaTypes.choose("*/*, application/json;q=0", OFFERS)).contains("text/event-stream");
    }

    @Test
    void nothingAcceptableIsNothing() {
        assertThat(MediaTypes.choose("image/png", OFFERS)).isEmpty();
        assertThat(MediaTypes.choose("*/*;q=0", OFFERS)).isEmpty();
    }
}

package io.spanwire.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FreshnessTest {
    private static final Freshness PAGE = new Freshness("\"a\"", Instant.parse("2026-11-01T08:00:00.900Z"));

    @Test
    void dateIsThatOfHttp() {
        assertThat(PAGE.lastModified()).isEqualTo("Sun, 01 Nov 2026 08:00:00 GMT");
    }

    @Test
    void dateCountsWithoutTag() {
        assertThat(isKnown("if-modified-since", PAGE.lastModified())).isTrue();
        assertThat(isKnown("if-modified-since", "Sun, 01 Nov 2026 08:00:01 GMT"))
                .isTrue();
        assertThat(isKnown("if-modified-since", "Sun, 01 Nov 2026 07:59:59 GMT"))
                .isFalse();
        assertThat(isKnown("if-modified-since", "yesterday")).isFalse();
    }

    @Test
    void tagPrecedesDate() {
        assertThat(isKnown("if-none-match", "\"b\", W/\"a\"")).isTrue();
        assertThat(isKnown("if-none-match", "\"b\"", "if-modified-since", PAGE.lastModified()))
                .isFalse();
        assertThat(isKnown("if-none-match", "\"a\"", "if-modified-since", "Sun, 01 Nov 2026 07:00:00 GMT"))
                .isTrue();
    }

    private static boolean isKnown(String... headers) {
        MultiMap request = MultiMap.caseInsensitiveMultiMap();
        for (int i = 0; i < headers.length; i += 2) {
            request.add(headers[i], headers[i + 1]);
        }
        return PAGE.isKnownTo(request);
    }
}

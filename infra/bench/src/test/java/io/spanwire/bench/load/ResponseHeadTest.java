package io.spanwire.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ResponseHeadTest {
    private static final String HEAD =
            "HTTP/1.1 202 Accepted\r\ncontent-type: text/plain\r\nContent-Length:  17\r\nlast: x";

    @Test
    void readsStatusAndLength() {
        assertThat(ResponseHead.status(HEAD)).isEqualTo(202);
        assertThat(ResponseHead.bodyLength(HEAD)).isEqualTo(17);
    }

    @Test
    void headerNamesAreCaseInsensitive() {
        assertThat(ResponseHead.value(HEAD, "Content-Type")).contains("text/plain");
        assertThat(ResponseHead.value(HEAD, "last")).contains("x");
        assertThat(ResponseHead.value(HEAD, "content")).isEmpty();
    }

    @Test
    void contentLengthIsRequiredUnlessNoContent() {
        assertThat(ResponseHead.bodyLength("HTTP/1.1 204 No Content")).isZero();
        assertThatThrownBy(() -> ResponseHead.bodyLength("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked"))
                .isInstanceOf(IllegalStateException.class);
    }
}

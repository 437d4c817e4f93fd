package io.spanwire.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

class PayloadTest {
    private final Payload payload = new Payload(300);

    @Test
    void hasRequestedSize() {
        assertThat(payload.json(0)).hasSize(300);
        assertThat(payload.json(9_999_999_999L)).hasSize(300);
    }

    @Test
    void numberIsFoundInEvent() {
        Buffer frame = Buffer.buffer("{\"event\":{\"version\":7,\"data\":" + payload.json(4711) + "}}");

        assertThat(Payload.number(frame)).isEqualTo(4711);
        assertThat(Payload.number(Buffer.buffer("{}"))).isEqualTo(-1);
    }
}

package io.spanwire.bus.kafka;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** Encodes Kafka record headers and keys: longs as 8 bytes big-endian, text as UTF-8. */
final class RecordHeaders {
    private RecordHeaders() {}

    static byte[] number(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }

    static byte[] text(String value) {
        return value.getBytes(StandardCharsets.UTF_8);
    }

    static Optional<Long> number(Headers headers, String key) {
        Header header = headers.lastHeader(key);
        return header == null || header.value() == null || header.value().length != Long.BYTES
                ? Optional.empty()
                : Optional.of(ByteBuffer.wrap(header.value()).getLong());
    }
}

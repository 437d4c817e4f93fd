package io.spanwire.bus.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.bus.message.EventSecret;
import io.spanwire.bus.message.EventText;
import io.spanwire.bus.message.StoredEvent;
import io.spanwire.bus.message.StreamId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;

/** The record that other programs read, byte for byte; infra/docs/events-topic.md promises it. */
class EventRecordsTest {
    private static final String TEXT = "{\"specversion\":\"1.0\",\"id\":\"42\",\"data\":{\"text\":\"höflich\"}}";

    @Test
    void recordIsACloudEventInStructuredMode() {
        StoredEvent event = new StoredEvent(StreamId.parse("chat/general"), 42, 1_000, EventText.of(TEXT), null);

        ProducerRecord<byte[], byte[]> record = EventRecords.encode(event, 3);

        assertThat(record.topic()).isEqualTo("spanwire.events");
        assertThat(record.partition()).isEqualTo(3);
        assertThat(text(record.key())).isEqualTo("chat/general");
        assertThat(text(record.value())).isEqualTo(TEXT);
        assertThat(names(record)).containsExactly("content-type", "version", "position");
        assertThat(text(header(record, "content-type"))).isEqualTo("application/cloudevents+json; charset=UTF-8");
        assertThat(number(header(record, "version"))).isEqualTo(42);
        assertThat(number(header(record, "position"))).isEqualTo(1_000);
    }

    @Test
    void recordOfAnEventWithPersonalDataHasItsSecretToo() {
        byte[] secret = new byte[EventSecret.BYTES];
        Arrays.fill(secret, (byte) 7);
        StoredEvent event =
                new StoredEvent(StreamId.parse("chat/general"), 1, 1, EventText.of(TEXT), new EventSecret(secret));

        ProducerRecord<byte[], byte[]> record = EventRecords.encode(event, 0);

        assertThat(names(record)).containsExactly("content-type", "version", "position", "secret");
        assertThat(header(record, "secret")).isEqualTo(secret);
    }

    private static List<String> names(ProducerRecord<byte[], byte[]> record) {
        return Arrays.stream(record.headers().toArray()).map(Header::key).toList();
    }

    private static byte[] header(ProducerRecord<byte[], byte[]> record, String name) {
        return record.headers().lastHeader(name).value();
    }

    private static long number(byte[] bytes) {
        return ByteBuffer.wrap(bytes).getLong();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}

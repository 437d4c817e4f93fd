package io.spanwire.bus.kafka;

import io.spanwire.bus.message.EventSecret;
import io.spanwire.bus.message.EventText;
import io.spanwire.bus.message.StoredEvent;
import io.spanwire.bus.message.StreamId;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * An event as a record of {@code spanwire.events}, in CloudEvents' structured mode: the value is the event's text, the
 * key its stream. Headers carry version and position, so readers deliver the text without parsing it, and the secret of an
 * event with personal data, whose text is sealed.
 *
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md">Kafka
 *     binding</a>
 */
public final class EventRecords {
    private static final String VERSION = "version";
    private static final String POSITION = "position";
    private static final String SECRET = "secret";
    private static final Header CONTENT_TYPE =
            new RecordHeader("content-type", RecordHeaders.text("application/cloudevents+json; charset=UTF-8"));

    private EventRecords() {}

    public static ProducerRecord<byte[], byte[]> encode(StoredEvent event, int partition) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                Topics.EVENTS,
                partition,
                RecordHeaders.text(event.stream().toString()),
                event.body().toBytes());
        record.headers().add(CONTENT_TYPE);
        record.headers().add(VERSION, RecordHeaders.number(event.version()));
        record.headers().add(POSITION, RecordHeaders.number(event.position()));
        EventSecret secret = event.secret();
        if (secret != null) {
            record.headers().add(SECRET, secret.bytes());
        }
        return record;
    }

    /** @throws IllegalArgumentException when the record is not a Spanwire event */
    public static StoredEvent decode(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null || record.value() == null) {
            throw new IllegalArgumentException("An event's record needs a key and a value");
        }
        return new StoredEvent(
                StreamId.parse(new String(record.key(), StandardCharsets.UTF_8)),
                header(record, VERSION),
                header(record, POSITION),
                EventText.of(record.value()),
                secret(record));
    }

    private static @Nullable EventSecret secret(ConsumerRecord<byte[], byte[]> record) {
        Header header = record.headers().lastHeader(SECRET);
        return header == null || header.value() == null ? null : new EventSecret(header.value());
    }

    private static long header(ConsumerRecord<byte[], byte[]> record, String key) {
        return RecordHeaders.number(record.headers(), key)
                .orElseThrow(() -> new IllegalArgumentException("An event's record needs the header " + key));
    }
}

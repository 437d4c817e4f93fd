package io.spanwire.bus.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spanwire.bus.json.Json;
import io.spanwire.bus.message.OperatorOrder;
import io.spanwire.bus.message.OperatorOrder.Verb;
import io.spanwire.bus.message.StreamId;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** An operator's order as a record of {@code spanwire.commands}, keyed by its stream and marked by a header. */
public final class OperatorOrderRecords {
    private static final String ORDER = "parked-order";

    private OperatorOrderRecords() {}

    public static ProducerRecord<byte[], byte[]> encode(OperatorOrder order, int partition) {
        ObjectNode json = Json.mapper().createObjectNode();
        json.put("id", order.id().toString());
        json.put("stream", order.stream().toString());
        json.put("order", order.verb().text());
        json.put("by", order.by());
        json.put("at", order.at().toString());
        if (!order.reason().isEmpty()) {
            json.put("reason", order.reason());
        }
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                Topics.COMMANDS,
                partition,
                RecordHeaders.text(order.stream().toString()),
                RecordHeaders.text(json.toString()));
        record.headers().add(ORDER, RecordHeaders.text(order.id().toString()));
        return record;
    }

    /** Whether the record has the header of an order; its content may still be invalid. */
    public static boolean isOrder(ConsumerRecord<byte[], byte[]> record) {
        return record.headers().lastHeader(ORDER) != null;
    }

    /**
     * Decodes the order and checks that the record's key names the same stream.
     *
     * @throws IllegalArgumentException or {@link io.spanwire.bus.json.MalformedJson} when it is not an order
     */
    public static OperatorOrder decode(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null || record.key() == null) {
            throw new IllegalArgumentException("An order's record needs a key and a value");
        }
        JsonNode json = Json.reread(record.value());
        StreamId stream = StreamId.parse(json.path("stream").asText());
        if (!Arrays.equals(record.key(), RecordHeaders.text(stream.toString()))) {
            throw new IllegalArgumentException("The key of an order's record must be its stream");
        }
        try {
            return new OperatorOrder(
                    UUID.fromString(json.path("id").asText()),
                    stream,
                    Verb.of(json.path("order").asText()),
                    json.path("by").asText(),
                    Instant.parse(json.path("at").asText()),
                    json.path("reason").asText());
        } catch (DateTimeException invalidTime) {
            throw new IllegalArgumentException("An order's time must be an ISO-8601 instant", invalidTime);
        }
    }
}

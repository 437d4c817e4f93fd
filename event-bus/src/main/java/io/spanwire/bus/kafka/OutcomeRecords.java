package io.spanwire.bus.kafka;

import io.spanwire.bus.json.OutcomeJson;
import io.spanwire.bus.message.Outcome;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** An outcome as a record of {@code spanwire.outcomes}, keyed by the command's id, in the waiting edge's partition. */
public final class OutcomeRecords {
    private OutcomeRecords() {}

    public static ProducerRecord<byte[], byte[]> encode(Outcome outcome, int replyTo) {
        return new ProducerRecord<>(
                Topics.OUTCOMES,
                replyTo,
                RecordHeaders.text(outcome.command().toString()),
                OutcomeJson.encode(outcome));
    }

    public static Outcome decode(ConsumerRecord<byte[], byte[]> record) {
        return OutcomeJson.decode(record.value());
    }
}

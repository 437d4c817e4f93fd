package io.spanwire.projections.lane;

import static io.spanwire.bus.message.OperatorOrder.Verb.RETRY;
import static io.spanwire.projections.lane.TestTransactions.note;
import static io.spanwire.projections.lane.TestTransactions.on;
import static io.spanwire.projections.lane.TestTransactions.order;
import static io.spanwire.projections.lane.TestTransactions.outcomes;
import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.bus.kafka.OperatorOrderRecords;
import io.spanwire.bus.message.OperatorOrder;
import io.spanwire.bus.message.Outcome.Accepted;
import io.spanwire.bus.message.Partitioning;
import io.spanwire.bus.message.StreamId;
import java.io.IOException;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A worker with other domains retries parked streams by itself; one with the same domains does not. On a real
 * PostgreSQL.
 */
class ParkedRetriesIT {
    private static final StreamId ANN = StreamId.parse("tally/ann");
    private static final String ONE = "{\"by\":1}";

    private static NotesTable notes;

    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());

    @BeforeAll
    static void start() throws IOException {
        notes = new NotesTable();
    }

    @AfterAll
    static void stop() throws Exception {
        notes.close();
    }

    @BeforeEach
    void empty() {
        notes.empty();
    }

    @Test
    void streamParkedUnderOtherDomainsIsOrderedOncePerDomains() {
        parkAnn();
        try (TestTransactions same = notes.lane(2, Tally.first(), "1")) {
            assertThat(ordered(same, "1")).isEmpty();
        }
        try (TestTransactions numbering = notes.lane(2, Tally.numbering(), "4")) {
            List<OperatorOrder> orders = ordered(numbering, "4");
            assertThat(orders).hasSize(1);
            assertThat(orders.get(0).stream()).isEqualTo(ANN);
            assertThat(orders.get(0).verb()).isEqualTo(RETRY);
            assertThat(orders.get(0).by()).isEqualTo("spanwire");

            assertThat(numbering.carryOut(orders.get(0))).isEmpty();

            assertThat(ordered(numbering, "4"))
                    .as("it failed with these domains, too")
                    .isEmpty();
        }
        try (TestTransactions second = notes.lane(3, Tally.second(), "2")) {
            OperatorOrder retry = ordered(second, "2").get(0);
            assertThat(second.carryOut(retry)).hasSize(1).allMatch(each -> each instanceof Accepted);
            assertThat(second.carryOut(retry)).as("it comes again").isEmpty();
            assertThat(second.carryOut(order(ANN, RETRY))).as("another of it").isEmpty();
            assertThat(notes.parked()).isEmpty();
            assertThat(notes.events()).containsExactly("tally/ann:1", "tally/ann:2");
        }
    }

    @Test
    void streamParkedByAProjectionIsOrderedToo() {
        notes.refuseBad();
        try (TestTransactions lane = notes.lane(0, TestTransactions.DOMAINS, "1")) {
            lane.run(note("ann", "bad"));
        } finally {
            notes.acceptBad();
        }
        try (TestTransactions other = notes.lane(1, TestTransactions.DOMAINS, "2")) {
            List<OperatorOrder> orders = ordered(other, "2");

            assertThat(orders).hasSize(1);
            assertThat(other.carryOut(orders.get(0))).hasSize(1);
        }
    }

    @Test
    void streamParkedByAnOlderProgramIsOrdered() {
        parkAnn();
        notes.database().execute("update spanwire.parked_stream set domains = default");
        try (TestTransactions lane = notes.lane(2, Tally.first(), "1")) {
            assertThat(ordered(lane, "1")).hasSize(1);
        }
    }

    @Test
    void manyStreamsAreOrderedOncePageByPage() {
        notes.database()
                .execute("insert into spanwire.parked_stream (stream, partition, reason, waiting)"
                        + " select 'tally/s' || n, 0, 'x', 1 from generate_series(1, 2500) as n");
        try (TestTransactions lane = notes.lane(0, Tally.first(), "1")) {
            ParkedRetries retries = new ParkedRetries(producer, new Partitioning(1), "1");

            retries.orderOnce(lane.journal(), List.of(0));
            retries.orderOnce(lane.journal(), List.of(0));
            assertThat(producer.history()).as("joined again, not revoked").hasSize(1_000);
            for (int i = 0; i < 5; i++) {
                retries.orderNextPage(lane.journal());
            }

            assertThat(orders())
                    .extracting(OperatorOrder::stream)
                    .hasSize(2_500)
                    .doesNotHaveDuplicates();
            retries.forget(List.of(0));
            retries.orderOnce(lane.journal(), List.of(0));
            assertThat(producer.history())
                    .as("another worker may have parked more")
                    .hasSize(3_500);
        }
    }

    /** Stores a history that the first version cannot read, and parks a command behind it. */
    private static void parkAnn() {
        try (TestTransactions second = notes.lane(0, Tally.second(), "2")) {
            second.run(on(ANN, "label", "{\"text\":\"x\"}"));
        }
        try (TestTransactions first = notes.lane(1, Tally.first(), "1")) {
            assertThat(outcomes(first.run(on(ANN, "add", ONE)))).isEmpty();
        }
    }

    private List<OperatorOrder> ordered(TestTransactions lane, String domainsHash) {
        producer.clear();
        new ParkedRetries(producer, new Partitioning(1), domainsHash).orderOnce(lane.journal(), List.of(0));
        return orders();
    }

    private List<OperatorOrder> orders() {
        return producer.history().stream()
                .map(ParkedRetriesIT::stored)
                .map(OperatorOrderRecords::decode)
                .toList();
    }

    private static ConsumerRecord<byte[], byte[]> stored(ProducerRecord<byte[], byte[]> sent) {
        return new ConsumerRecord<>(sent.topic(), sent.partition(), 0, sent.key(), sent.value());
    }
}

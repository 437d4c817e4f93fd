package io.spanwire.projections.exportfile;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.bus.message.StreamId;
import org.junit.jupiter.api.Test;

class StreamOrderTest {
    private static final StreamId A = new StreamId("note", "a");
    private static final StreamId B = new StreamId("note", "b");
    private static final StreamId C = new StreamId("note", "c");

    @Test
    void versionsOfEachStreamFollowEachOther() {
        StreamOrder order = new StreamOrder(10, false);

        assertThat(order.add(A, 1)).isEmpty();
        assertThat(order.add(B, 1)).isEmpty();
        assertThat(order.add(A, 2)).isEmpty();
        assertThat(order.add(A, 4)).hasValue(3);
        assertThat(order.add(C, 2)).hasValue(1);
    }

    @Test
    void forgottenStreamMayContinueAnywhere() {
        StreamOrder order = new StreamOrder(2, false);
        order.add(A, 1);
        order.add(B, 1);
        order.add(C, 1);

        assertThat(order.add(A, 7)).isEmpty();
        assertThat(order.add(A, 9)).hasValue(8);
    }
}

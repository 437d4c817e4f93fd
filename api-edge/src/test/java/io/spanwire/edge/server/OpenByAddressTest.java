package io.spanwire.edge.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OpenByAddressTest {
    @Test
    void addressesAreLimitedAndSoAreAllTogether() {
        OpenByAddress open = new OpenByAddress(3, 2);

        assertThat(open.add("a")).isTrue();
        assertThat(open.add("a")).isTrue();
        assertThat(open.add("a")).isFalse();
        assertThat(open.add("b")).isTrue();
        assertThat(open.add("c")).isFalse();
        open.remove("a");

        assertThat(open.add("c")).isTrue();
        assertThat(open.add("a")).isFalse();
        open.remove("c");
        assertThat(open.add("a")).isTrue();
    }
}

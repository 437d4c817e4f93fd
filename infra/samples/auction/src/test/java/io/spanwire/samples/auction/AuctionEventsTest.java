package io.spanwire.samples.auction;

import io.spanwire.bus.fixture.GoldenEvents;
import org.junit.jupiter.api.Test;

class AuctionEventsTest {
    @Test
    void storedEventsStayReadable() {
        GoldenEvents.of(AuctionDomain.AUCTION, AuctionEventsTest.class).check();
    }
}

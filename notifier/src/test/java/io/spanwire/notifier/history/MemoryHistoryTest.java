package io.spanwire.notifier.history;

import io.spanwire.bus.message.StoredEvent;
import io.spanwire.bus.message.StreamId;
import io.spanwire.notifier.InMemoryLog;

class MemoryHistoryTest extends HistoryContract {
    private final InMemoryLog log = new InMemoryLog(PAGE);

    @Override
    HistorySource history() {
        return log;
    }

    @Override
    StoredEvent commit(StreamId stream, String data) {
        return log.commit(stream, data);
    }

    @Override
    int partition(StreamId stream) {
        return log.partition(stream);
    }
}

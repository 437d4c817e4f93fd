package io.spanwire.notifier.port;

import io.spanwire.bus.message.Caller;
import io.spanwire.bus.message.StreamId;

/** The rules on who may read which stream. */
@FunctionalInterface
public interface ReadAccess {
    /** The check whether the caller may read the stream. */
    ReadCheck check(Caller caller, StreamId stream);
}

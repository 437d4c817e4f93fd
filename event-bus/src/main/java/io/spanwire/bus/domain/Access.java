package io.spanwire.bus.domain;

import io.spanwire.bus.message.Caller;
import io.spanwire.bus.message.StreamId;
import java.util.Map;

/**
 * Who may do what, ruled from the caller's claims, or by asking a view ({@link Verdict.IfRows}). Pure functions; asked for
 * every command, subscription and view. Callers are signed in already.
 */
public interface Access {
    /** May the caller send this command to this stream? */
    Verdict maySend(Caller caller, StreamId stream, String command);

    /** May the caller read this stream's events? */
    Verdict mayRead(Caller caller, StreamId stream);

    /** May the caller ask this view with these parameters? */
    Verdict mayQuery(Caller caller, String view, Map<String, String> parameters);

    /** Everyone who is signed in may do everything. */
    static Access signedIn() {
        return new Access() {
            @Override
            public Verdict maySend(Caller caller, StreamId stream, String command) {
                return Verdict.allowed();
            }

            @Override
            public Verdict mayRead(Caller caller, StreamId stream) {
                return Verdict.allowed();
            }

            @Override
            public Verdict mayQuery(Caller caller, String view, Map<String, String> parameters) {
                return Verdict.allowed();
            }
        };
    }
}

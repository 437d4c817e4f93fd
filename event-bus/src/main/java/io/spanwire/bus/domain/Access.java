package io.spanwire.bus.domain;

import io.spanwire.bus.message.Caller;
import io.spanwire.bus.message.StreamId;
import java.util.Map;

/**
 * Who may do what, ruled from the caller's claims, or by asking a view ({@link AccessDecision.IfRows}). Pure functions; asked for
 * every command, subscription and view. Callers are signed in already.
 */
public interface Access {
    /** May the caller send this command to this stream? */
    AccessDecision maySend(Caller caller, StreamId stream, String command);

    /** May the caller read this stream's events? */
    AccessDecision mayRead(Caller caller, StreamId stream);

    /** May the caller ask this view with these parameters? */
    AccessDecision mayQuery(Caller caller, String view, Map<String, String> parameters);

    /** Everyone who is signed in may do everything. */
    static Access signedIn() {
        return new Access() {
            @Override
            public AccessDecision maySend(Caller caller, StreamId stream, String command) {
                return AccessDecision.allowed();
            }

            @Override
            public AccessDecision mayRead(Caller caller, StreamId stream) {
                return AccessDecision.allowed();
            }

            @Override
            public AccessDecision mayQuery(Caller caller, String view, Map<String, String> parameters) {
                return AccessDecision.allowed();
            }
        };
    }
}

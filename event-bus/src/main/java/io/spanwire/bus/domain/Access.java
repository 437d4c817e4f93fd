package io.spanwire.bus.domain;

import io.spanwire.bus.message.Caller;
import io.spanwire.bus.message.StreamId;
import java.util.Map;

/** Access rules over claims and views ({@link AccessDecision.IfRows}). Pure functions for authenticated callers. */
public interface Access {
    /** May the caller send this command to this stream? */
    AccessDecision maySend(Caller caller, StreamId stream, String command);

    /** May the caller read this stream's events? */
    AccessDecision mayRead(Caller caller, StreamId stream);

    /** May the caller query this view with these parameters? */
    AccessDecision mayQuery(Caller caller, String view, Map<String, String> parameters);

    /** Every signed-in caller may do everything. */
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

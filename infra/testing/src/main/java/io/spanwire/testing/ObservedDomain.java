package io.spanwire.testing;

import io.spanwire.bus.domain.Access;
import io.spanwire.bus.domain.AccessDecision;
import io.spanwire.bus.domain.Domain;
import io.spanwire.bus.domain.Projection;
import io.spanwire.bus.domain.Reaction;
import io.spanwire.bus.domain.StreamType;
import io.spanwire.bus.domain.View;
import io.spanwire.bus.message.Caller;
import io.spanwire.bus.message.StreamId;
import java.util.List;
import java.util.Map;

/** A domain whose streams the test itself may read, too. */
record ObservedDomain(Domain domain) implements Domain {
    /** The subject of the test. */
    static final String OBSERVER = "test-observer";

    @Override
    public String name() {
        return domain.name();
    }

    @Override
    public List<StreamType<?>> streamTypes() {
        return domain.streamTypes();
    }

    @Override
    public List<Projection> projections() {
        return domain.projections();
    }

    @Override
    public List<Reaction> reactions() {
        return domain.reactions();
    }

    @Override
    public List<View> views() {
        return domain.views();
    }

    @Override
    public Access access() {
        return new ObservedAccess(domain.access());
    }

    private record ObservedAccess(Access rules) implements Access {
        @Override
        public AccessDecision maySend(Caller caller, StreamId stream, String command) {
            return rules.maySend(caller, stream, command);
        }

        @Override
        public AccessDecision mayRead(Caller caller, StreamId stream) {
            return caller.subject().equals(OBSERVER) ? AccessDecision.allowed() : rules.mayRead(caller, stream);
        }

        @Override
        public AccessDecision mayFollow(Caller caller, String streamType) {
            return rules.mayFollow(caller, streamType);
        }

        @Override
        public AccessDecision mayQuery(Caller caller, String view, Map<String, String> parameters) {
            return rules.mayQuery(caller, view, parameters);
        }

        @Override
        public String describeSend(String streamType, String command) {
            return rules.describeSend(streamType, command);
        }

        @Override
        public String describeRead(String streamType) {
            return rules.describeRead(streamType);
        }

        @Override
        public String describeFollow(String streamType) {
            return rules.describeFollow(streamType);
        }

        @Override
        public String describeQuery(String view) {
            return rules.describeQuery(view);
        }
    }
}

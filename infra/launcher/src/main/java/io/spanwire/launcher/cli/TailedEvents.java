package io.spanwire.launcher.cli;

import io.spanwire.bus.message.FeedName;
import io.spanwire.bus.message.StreamId;
import io.spanwire.notifier.http.EventId;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** What {@code tail} follows, and how far it has come. */
interface TailedEvents {
    /** Opens the server-sent events behind the last one seen. */
    InputStream follow(RemoteServer server) throws RequestFailed;

    /** Whether the message is an event that was not seen before; it is from now on. */
    boolean isNew(ServerSentEvents.Message message);

    /** Where it resumes, for people. */
    String place();

    static TailedEvents ofStream(StreamId stream, long after) {
        return new OneStream(stream, after);
    }

    static TailedEvents ofFeed(FeedName feed, String after, List<String> types, Optional<String> since) {
        return new Feed(feed, after, types, since);
    }

    /** One stream, resumed by version. */
    final class OneStream implements TailedEvents {
        private final StreamId stream;
        private EventId last;

        private OneStream(StreamId stream, long after) {
            this.stream = stream;
            this.last = new EventId(after, Optional.empty());
        }

        @Override
        public InputStream follow(RemoteServer server) throws RequestFailed {
            return server.follow(stream, last);
        }

        @Override
        public boolean isNew(ServerSentEvents.Message message) {
            Optional<EventId> next = EventId.parse(message.id()).filter(id -> id.version() > last.version());
            next.ifPresent(id -> last = id);
            return next.isPresent();
        }

        @Override
        public String place() {
            return "after version " + last.version();
        }
    }

    /** A feed, resumed by the id of the last message, which is a token. */
    final class Feed implements TailedEvents {
        private final String address;
        private String last = "";

        private Feed(FeedName feed, String after, List<String> types, Optional<String> since) {
            StringBuilder query = new StringBuilder("/events?after=").append(encoded(after));
            if (!types.isEmpty()) {
                query.append("&types=").append(encoded(String.join(",", types)));
            }
            since.ifPresent(time -> query.append("&since=").append(encoded(time)));
            this.address = "/api" + feed.type().map(type -> "/streams/" + type).orElse("") + query;
        }

        private static String encoded(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8);
        }

        @Override
        public InputStream follow(RemoteServer server) throws RequestFailed {
            return server.follow(address, last);
        }

        @Override
        public boolean isNew(ServerSentEvents.Message message) {
            boolean isEvent = !message.id().isEmpty();
            last = isEvent ? message.id() : last;
            return isEvent;
        }

        @Override
        public String place() {
            return "after the last event";
        }
    }
}

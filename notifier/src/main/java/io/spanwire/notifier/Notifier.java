package io.spanwire.notifier;

import io.micrometer.core.instrument.MeterRegistry;
import io.spanwire.bus.handover.Handover;
import io.spanwire.bus.kafka.KafkaClients;
import io.spanwire.bus.personal.ForgettingEvents;
import io.spanwire.notifier.history.BoundedFeeds;
import io.spanwire.notifier.history.BoundedHistory;
import io.spanwire.notifier.history.BoundedReads;
import io.spanwire.notifier.history.FeedSource;
import io.spanwire.notifier.history.HistorySource;
import io.spanwire.notifier.history.PostgresFeeds;
import io.spanwire.notifier.history.PostgresHistory;
import io.spanwire.notifier.http.EventPage;
import io.spanwire.notifier.http.FeedPageRequest;
import io.spanwire.notifier.http.FeedRequest;
import io.spanwire.notifier.http.FeedResult;
import io.spanwire.notifier.http.HttpFeeds;
import io.spanwire.notifier.http.HttpStreams;
import io.spanwire.notifier.http.OpenResponses;
import io.spanwire.notifier.http.PageRequest;
import io.spanwire.notifier.http.StreamRequest;
import io.spanwire.notifier.hub.EventSource;
import io.spanwire.notifier.hub.Hub;
import io.spanwire.notifier.hub.HubSettings;
import io.spanwire.notifier.hub.KafkaEventSource;
import io.spanwire.notifier.personal.PostgresKeys;
import io.spanwire.notifier.personal.TailOpener;
import io.spanwire.notifier.port.CallerSession;
import io.spanwire.notifier.port.ClientRates;
import io.spanwire.notifier.port.EdgePorts;
import io.spanwire.notifier.port.ReadAccess;
import io.spanwire.notifier.socket.OpenSockets;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.sqlclient.Pool;
import java.time.InstantSource;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The notifier role of a node: sockets and HTTP feeds over one hub, which reads the events topic once for all of them.
 */
public final class Notifier implements EventDelivery {
    private static final Logger LOG = LoggerFactory.getLogger(Notifier.class);

    private final Hub hub;
    private final OpenSockets sockets;
    private final OpenResponses responses;
    private final HttpStreams streams;
    private final HttpFeeds feeds;

    private Notifier(Hub hub, OpenSockets sockets, OpenResponses responses, ReadAccess access) {
        this.hub = hub;
        this.sockets = sockets;
        this.responses = responses;
        this.streams = new HttpStreams(hub, access, responses);
        this.feeds = new HttpFeeds(hub, access, responses);
    }

    /**
     * Starts on Kafka and PostgreSQL. Completes when events are being read and history answers; no socket or request
     * may come earlier. The caller closes the pool.
     *
     * @param partitions the number of partitions of the installation
     * @param readers connections of the database role that can only select
     * @param forgetting events that make others unreadable
     */
    public static Future<Notifier> start(
            Vertx vertx,
            NotifierSettings settings,
            KafkaClients kafka,
            int partitions,
            Pool readers,
            ForgettingEvents forgetting,
            EdgePorts ports,
            MeterRegistry meters) {
        return start(
                vertx,
                settings,
                partitions,
                new KafkaEventSource(vertx, kafka, partitions),
                new PostgresHistory(readers, settings.history()),
                new PostgresFeeds(readers, settings.history()),
                new TailOpener(forgetting, new PostgresKeys(readers), System::nanoTime),
                ports,
                meters,
                InstantSource.system());
    }

    /** Starts on the given event source and history. */
    public static Future<Notifier> start(
            Vertx vertx,
            NotifierSettings settings,
            int partitions,
            EventSource events,
            HistorySource source,
            FeedSource feeds,
            TailOpener opener,
            EdgePorts ports,
            MeterRegistry meters,
            InstantSource clock) {
        BoundedReads reads = new BoundedReads(settings.history(), meters);
        HistorySource history = new BoundedHistory(source, reads);
        HubSettings limits = new HubSettings(
                partitions,
                settings.tailBytes(),
                settings.gapScanInterval(),
                settings.history().pageEvents(),
                settings.history().maxAttempts());
        Hub hub = new Hub(vertx, limits, events, history, new BoundedFeeds(feeds, reads), opener, meters);
        OpenSockets sockets = new OpenSockets(vertx, hub, ports, settings.sockets(), clock, meters);
        OpenResponses responses = new OpenResponses(vertx, settings.feeds(), clock, meters);
        Notifier notifier = new Notifier(hub, sockets, responses, ports.access());
        return hub.start()
                .onSuccess(started -> LOG.info("notifier started partitions={}", partitions))
                .onFailure(failed -> hub.close())
                .map(notifier);
    }

    @Override
    public void accept(ServerWebSocket socket, CallerSession session, ClientRates rates) {
        sockets.accept(socket, session, rates);
    }

    @Override
    public Future<EventPage> page(CallerSession session, PageRequest request, Future<Void> closed) {
        return streams.page(session, request, closed);
    }

    @Override
    public Future<Void> serverSentEvents(
            HttpServerResponse response, CallerSession session, StreamRequest request, Future<Void> closed) {
        return streams.serverSentEvents(response, session, request, closed);
    }

    @Override
    public Future<Void> ndjson(
            HttpServerResponse response, CallerSession session, StreamRequest request, Future<Void> closed) {
        return streams.ndjson(response, session, request, closed);
    }

    @Override
    public Future<FeedResult> feedPage(CallerSession session, FeedPageRequest request, Future<Void> closed) {
        return feeds.page(session, request, closed);
    }

    @Override
    public Future<Void> feedServerSentEvents(
            HttpServerResponse response, CallerSession session, FeedRequest request, Future<Void> closed) {
        return feeds.serverSentEvents(response, session, request, closed);
    }

    @Override
    public Future<Void> feedNdjson(
            HttpServerResponse response,
            CallerSession session,
            FeedRequest request,
            Function<String, String> next,
            Future<Void> closed) {
        return feeds.ndjson(response, session, request, next, closed);
    }

    /** The receiver of events that the worker of this process has committed. */
    public Handover.Events events() {
        return hub;
    }

    /**
     * Whether the last gap scan found in history every event that this node has seen committed. If not, the database
     * was replaced by an older copy, and readers of history miss the newest events.
     */
    public boolean isHistoryComplete() {
        return hub.isHistoryComplete();
    }

    /**
     * Finishes commands in flight, closes all sockets and feeds, then stops reading events. Each step has a timeout.
     */
    public Future<Void> close() {
        responses.close();
        return sockets.close().eventually(hub::close).onSuccess(closed -> LOG.info("notifier stopped"));
    }
}

package io.spanwire.acceptance.project;

import static io.spanwire.bus.domain.Decision.accept;

import io.spanwire.bus.domain.Access;
import io.spanwire.bus.domain.AccessRule;
import io.spanwire.bus.domain.AccessRules;
import io.spanwire.bus.domain.Context;
import io.spanwire.bus.domain.Decision;
import io.spanwire.bus.domain.Domain;
import io.spanwire.bus.domain.Projection;
import io.spanwire.bus.domain.RecordedEvent;
import io.spanwire.bus.domain.Row;
import io.spanwire.bus.domain.Sql;
import io.spanwire.bus.domain.Statement;
import io.spanwire.bus.domain.StreamType;
import io.spanwire.bus.domain.Timer;
import io.spanwire.launcher.Spanwire;
import io.spanwire.launcher.settings.Settings;
import io.spanwire.launcher.settings.SettingsReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What the guide shows beyond the files of a new project. */
final class GuideExamples {
    private static final Statement INSERT = new Statement(new Sql("insert.sql", "select $1, $2"), List.of());

    record Auction(int entries) {
        static final Auction NONE = new Auction(0);

        Decision open(Open open, Context context) {
            return accept(new Opened(open.title()))
                    .with(Timer.named("close")
                            .at(context.at().plus(Duration.ofDays(7)))
                            .send(new Close()));
        }

        Decision close(Close close, Context context) {
            return accept();
        }

        Auction opened(RecordedEvent<Opened> event) {
            return this;
        }

        Auction added(RecordedEvent<EntryAdded> event) {
            return new Auction(entries + 1);
        }
    }

    record Open(String title) {}

    record Close() {}

    record Opened(String title) {}

    record EntryAdded(String text, String kind) {}

    static final StreamType<Auction> TYPE = StreamType.of("auction", Auction.class, Auction.NONE)
            .command("open", Open.class, Auction::open)
            .command("close", Close.class, Auction::close)
            .event("opened", Opened.class, Auction::opened)
            .event("entry-added", EntryAdded.class, Auction::added)
            .upcast("entry-added", 1, data -> data.put("kind", "note"))
            .rejection("title-taken", "The title is taken")
            .build();

    static final Projection PROJECTION = Projection.named("auction", 1)
            .on(Opened.class, INSERT, e -> Row.of(e.stream().key(), e.data().title()))
            .onViolation("auction_title_key", "title-taken", "There is an auction with that title.")
            .build();

    private static final Access ACCESS = AccessRules.builder()
            .send(TYPE, AccessRule.signedIn())
            .send(TYPE, "close", AccessRule.role("auctioneer"))
            .read(TYPE, AccessRule.signedIn())
            .build();

    /** The domain, without tables. */
    static final class AuctionDomain implements Domain {
        @Override
        public String name() {
            return "auction";
        }

        @Override
        public List<StreamType<?>> streamTypes() {
            return List.of(TYPE);
        }

        @Override
        public Access access() {
            return ACCESS;
        }
    }

    private GuideExamples() {}

    static URI start(Path folder) {
        Settings settings = SettingsReader.embedded(Map.of("data", folder.toString(), "port", "0"));
        try (Spanwire spanwire = Spanwire.start(settings, new AuctionDomain())) {
            return spanwire.address();
        }
    }

    static String call(HttpClient client, URI server, String token) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server.resolve("/api/streams/auction/vase/add-entry"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(BodyPublishers.ofString("{\"text\":\"hello\"}"))
                .build();
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        return answer.body();
    }
}

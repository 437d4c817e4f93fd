package io.spanwire.samples.auction;

import io.spanwire.bus.domain.Access;
import io.spanwire.bus.domain.AccessRule;
import io.spanwire.bus.domain.AccessRules;
import io.spanwire.bus.domain.Domain;
import io.spanwire.bus.domain.ParameterType;
import io.spanwire.bus.domain.Projection;
import io.spanwire.bus.domain.Reaction;
import io.spanwire.bus.domain.Row;
import io.spanwire.bus.domain.Sql;
import io.spanwire.bus.domain.Statement;
import io.spanwire.bus.domain.StreamType;
import io.spanwire.bus.domain.View;
import io.spanwire.samples.auction.AuctionCommand.CancelAuction;
import io.spanwire.samples.auction.AuctionCommand.CloseAuction;
import io.spanwire.samples.auction.AuctionCommand.OpenAuction;
import io.spanwire.samples.auction.AuctionCommand.PlaceBid;
import io.spanwire.samples.auction.AuctionEvent.AuctionCancelled;
import io.spanwire.samples.auction.AuctionEvent.AuctionClosed;
import io.spanwire.samples.auction.AuctionEvent.AuctionExtended;
import io.spanwire.samples.auction.AuctionEvent.AuctionOpened;
import io.spanwire.samples.auction.AuctionEvent.BidPlaced;
import java.util.List;

/**
 * Auctions that close at their time: the streams {@code auction/<name>} and the views {@code auction-board} and
 * {@code auction-bids}. A room of the chat may be told.
 */
public final class AuctionDomain implements Domain {
    static final StreamType<Auction> AUCTION = StreamType.of("auction", Auction.class, Auction.NONE)
            .command("open-auction", OpenAuction.class, Auction::open)
            .command("place-bid", PlaceBid.class, Auction::bid)
            .command("cancel-auction", CancelAuction.class, Auction::cancel)
            .command("close-auction", CloseAuction.class, Auction::close)
            .event("auction-opened", AuctionOpened.class, Auction::opened)
            .event("bid-placed", BidPlaced.class, Auction::bidPlaced)
            .event("auction-extended", AuctionExtended.class, Auction::extended)
            .event("auction-closed", AuctionClosed.class, Auction::closed)
            .event("auction-cancelled", AuctionCancelled.class, Auction::cancelled)
            .rejection(Auction.AUCTION_EXISTS, "The auction exists already")
            .rejection(Auction.NO_SUCH_AUCTION, "There is no such auction")
            .rejection(Auction.CLOSES_IN_THE_PAST, "The closing time is in the past")
            .rejection(Auction.CLOSES_TOO_LATE, "The closing time is too far ahead")
            .rejection(Auction.AUCTION_OVER, "The auction is over")
            .rejection(Auction.OWN_AUCTION, "The auction is your own")
            .rejection(Auction.BID_TOO_LOW, "The bid is too low")
            .rejection(Auction.NOT_THE_SELLER, "That is for the seller")
            .rejection(Auction.BIDS_PLACED, "There are bids already")
            .build();

    static final Projection BOARD = Projection.named("auction-board", 1)
            .tables("auction", "auction_bid")
            .on(
                    AuctionOpened.class,
                    statement("insert-auction.sql"),
                    e -> Row.of(
                            e.stream().key(),
                            BoardPlace.open(e.data().closes(), e.stream().key()),
                            e.data().title(),
                            e.actor(),
                            e.data().closes()))
            .on(
                    BidPlaced.class,
                    statement("insert-bid.sql"),
                    e -> Row.of(
                            e.stream().key(),
                            e.version(),
                            e.actor(),
                            e.data().name(),
                            e.data().amount(),
                            e.at()))
            .on(
                    BidPlaced.class,
                    statement("update-highest.sql"),
                    e -> Row.of(
                            e.stream().key(),
                            e.data().amount(),
                            e.actor(),
                            e.data().name()))
            .on(
                    AuctionExtended.class,
                    statement("update-closing.sql"),
                    e -> Row.of(
                            e.stream().key(),
                            BoardPlace.open(e.data().closes(), e.stream().key()),
                            e.data().closes()))
            .on(
                    AuctionClosed.class,
                    statement("end-auction.sql"),
                    e -> Row.of(
                            e.stream().key(),
                            BoardPlace.over(e.at(), e.stream().key()),
                            e.data().winner().isEmpty() ? "unsold" : "sold"))
            .on(
                    AuctionCancelled.class,
                    statement("end-auction.sql"),
                    e -> Row.of(
                            e.stream().key(), BoardPlace.over(e.at(), e.stream().key()), "cancelled"))
            .build();

    /** All auctions: those that are open first, by their closing time. */
    static final View AUCTION_BOARD = View.named("auction-board", Sql.beside(AuctionDomain.class, "auction-board.sql"))
            .pagedBy("place", ParameterType.TEXT)
            .build();

    /** The bids of one auction, with its exact version. */
    static final View AUCTION_BIDS = View.named("auction-bids", Sql.beside(AuctionDomain.class, "auction-bids.sql"))
            .parameter("auction", ParameterType.TEXT)
            .ofStream("auction", "auction")
            .pagedBy("version", ParameterType.BIGINT)
            .build();

    /** Who is the seller, and whether the time is over, depends on the state of the auction: its decisions say so. */
    private static final Access ACCESS = AccessRules.builder()
            .send(AUCTION, AccessRule.signedIn())
            .send(AUCTION, "close-auction", AccessRule.when("the timer of the auction", request -> request.caller()
                    .hasInternalSubject()))
            .read(AUCTION, AccessRule.signedIn())
            .follow(AUCTION, AccessRule.signedIn())
            .query(AUCTION_BOARD, AccessRule.signedIn())
            .query(AUCTION_BIDS, AccessRule.signedIn())
            .build();

    /** Tells the chat how an auction with a room ends, if the chat is loaded, too. */
    static final Reaction ANNOUNCE = Reaction.named("announce-auction", 1)
            .fromNowOn()
            .onlyWith("chat")
            .sends("chat", "post-message")
            .on(AuctionClosed.class, (event, then) -> {
                AuctionClosed closed = event.data();
                if (!closed.room().isEmpty()) {
                    then.send(
                            "chat/" + closed.room(),
                            "post-message",
                            new Post("The auction " + event.stream().key() + " is over: "
                                    + (closed.winner().isEmpty()
                                            ? "there was no bid."
                                            : "sold for " + closed.amount() + '.')));
                }
            })
            .build();

    /** What the chat takes as a message: the command of another domain, by its JSON. */
    record Post(String text) {}

    @Override
    public String name() {
        return "auction";
    }

    @Override
    public List<StreamType<?>> streamTypes() {
        return List.of(AUCTION);
    }

    @Override
    public List<Projection> projections() {
        return List.of(BOARD);
    }

    @Override
    public List<Reaction> reactions() {
        return List.of(ANNOUNCE);
    }

    @Override
    public List<View> views() {
        return List.of(AUCTION_BOARD, AUCTION_BIDS);
    }

    @Override
    public Access access() {
        return ACCESS;
    }

    /** Row form: one batch may open an auction and change its row. */
    private static Statement statement(String resource) {
        return Statement.rows(AuctionDomain.class, resource);
    }
}

/**
 * A sample domain, auctions that close by themselves, as a user of Spanwire would write it. Depends on the domain API alone.
 * Read {@link io.spanwire.samples.auction.Auction} first, which decides, then
 * {@link io.spanwire.samples.auction.AuctionDomain}.
 */
@NullMarked
package io.spanwire.samples.auction;

import org.jspecify.annotations.NullMarked;

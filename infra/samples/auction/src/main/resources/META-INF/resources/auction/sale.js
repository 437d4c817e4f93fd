/** One auction, folded from the events of `auction/<name>`. Pure: no DOM, no network. */
export class Sale {
  /** Undefined until the auction was opened. */
  title;
  /** The subject of the seller. */
  seller;
  closes;
  /** The lowest amount of the next bid. */
  minimum;
  step;
  /** open, sold, unsold or cancelled */
  state = "open";
  /** Newest first: `{version, bidder, name, amount, at}`. */
  bids = [];

  apply({ version, type, time, actor, data }) {
    switch (type) {
      case "auction.auction-opened":
        Object.assign(this, { title: data.title, seller: actor, closes: new Date(data.closes), minimum: data.startingBid, step: data.step });
        break;
      case "auction.bid-placed":
        this.bids.unshift({ version, bidder: actor, name: data.name, amount: data.amount, at: new Date(time) });
        this.minimum = data.amount + this.step;
        break;
      case "auction.auction-extended":
        this.closes = new Date(data.closes);
        break;
      case "auction.auction-closed":
        this.state = data.winner ? "sold" : "unsold";
        break;
      case "auction.auction-cancelled":
        this.state = "cancelled";
        break;
    }
  }
}

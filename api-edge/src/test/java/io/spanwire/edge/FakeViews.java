package io.spanwire.edge;

import io.spanwire.bus.message.StreamId;
import io.spanwire.edge.view.BoundView;
import io.spanwire.edge.view.RowLookup;
import io.spanwire.edge.view.ViewPage;
import io.spanwire.edge.view.ViewSnapshot;
import io.spanwire.edge.view.ViewStore;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** Views with one row; Ann is the only member of any club. Records the queries that were run. */
final class FakeViews implements ViewStore, RowLookup {
    private final FakeLane lane;
    private final List<BoundView> run = new CopyOnWriteArrayList<>();

    FakeViews(FakeLane lane) {
        this.lane = lane;
    }

    List<BoundView> run() {
        return run;
    }

    @Override
    public Future<Long> version(StreamId stream) {
        return Future.succeededFuture(lane.version(stream));
    }

    @Override
    public Future<List<Boolean>> haveRows(List<BoundView> queries) {
        return Future.succeededFuture(
                queries.stream().map(each -> each.values().contains("Ann")).toList());
    }

    @Override
    public Future<ViewPage> query(BoundView query, Predicate<ViewSnapshot> isKnown) {
        ViewSnapshot at = ViewSnapshot.of(lane.version(query.stream().orElseThrow()), "epoch-1", 0);
        if (isKnown.test(at)) {
            return Future.succeededFuture(new ViewPage(at, Optional.empty(), "null", 0));
        }
        run.add(query);
        return Future.succeededFuture(new ViewPage(at, Optional.of("[{\"line\":1}]"), "1", 1));
    }
}

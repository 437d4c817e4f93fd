package io.spanwire.edge;

import io.spanwire.bus.message.StreamId;
import io.spanwire.edge.view.BoundView;
import io.spanwire.edge.view.StreamVersion;
import io.spanwire.edge.view.ViewPage;
import io.spanwire.edge.view.ViewStore;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** One row for whatever is asked; Ann is the only member of any club. Remembers the questions that had to be run. */
final class FakeViews implements ViewStore {
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
    public Future<ViewPage> ask(BoundView question, Predicate<StreamVersion> known) {
        if (question.view().name().equals("members")) {
            int count = question.values().contains("Ann") ? 1 : 0;
            return Future.succeededFuture(new ViewPage(Optional.empty(), Optional.of("[]"), "null", count));
        }
        StreamVersion at = new StreamVersion(lane.version(question.stream().orElseThrow()), "epoch-1");
        if (known.test(at)) {
            return Future.succeededFuture(new ViewPage(Optional.of(at), Optional.empty(), "null", 0));
        }
        run.add(question);
        return Future.succeededFuture(new ViewPage(Optional.of(at), Optional.of("[{\"line\":1}]"), "1", 1));
    }
}

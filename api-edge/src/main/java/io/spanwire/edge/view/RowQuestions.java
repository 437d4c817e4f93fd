package io.spanwire.edge.view;

import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The questions of access rules whether a view has a row. One that comes alone is asked at once; those that come while
 * others of the same view are being answered are asked together, so that a feed of a thousand streams costs a few round
 * trips. Bounded. Thread-safe without locks.
 */
public final class RowQuestions {
    /** Queries of one view at the same time. */
    private static final int CONCURRENT = 2;

    private static final int MAX_TOGETHER = 500;
    private static final int MAX_WAITING = 100_000;

    private final RowLookup lookup;
    private final ConcurrentMap<String, OfView> views = new ConcurrentHashMap<>();
    private final AtomicInteger waiting = new AtomicInteger();

    public RowQuestions(RowLookup lookup) {
        this.lookup = lookup;
    }

    private record Question(BoundView query, Promise<Boolean> answer) {}

    private static final class OfView {
        private final Queue<Question> queue = new ConcurrentLinkedQueue<>();
        private final Semaphore running = new Semaphore(CONCURRENT);

        private List<Question> next() {
            List<Question> next = new ArrayList<>();
            Question question = queue.poll();
            while (question != null) {
                next.add(question);
                question = next.size() < MAX_TOGETHER ? queue.poll() : null;
            }
            return next;
        }
    }

    /** Whether the query finds a row. Fails with the problem unavailable when too many wait. */
    public Future<Boolean> hasRow(BoundView query) {
        if (waiting.incrementAndGet() > MAX_WAITING) {
            waiting.decrementAndGet();
            return Future.failedFuture(new ProblemException(Problems.UNAVAILABLE));
        }
        Promise<Boolean> answer = Promise.promise();
        OfView view = views.computeIfAbsent(query.view().name(), name -> new OfView());
        view.queue.add(new Question(query, answer));
        askNext(view);
        return answer.future();
    }

    /** The loop covers a question that came while another thread released the last permit. */
    private void askNext(OfView view) {
        while (!view.queue.isEmpty() && view.running.tryAcquire()) {
            List<Question> next = view.next();
            if (next.isEmpty()) {
                view.running.release();
            } else {
                waiting.addAndGet(-next.size());
                ask(next).onComplete(answered -> {
                    view.running.release();
                    askNext(view);
                });
            }
        }
    }

    /** A bug that one of several meets is not that of the others: each is asked again alone. */
    private Future<Void> ask(List<Question> questions) {
        return lookup.haveRows(questions.stream().map(Question::query).toList())
                .transform(
                        found -> found.failed() && questions.size() > 1 && !(found.cause() instanceof ProblemException)
                                ? askEach(questions, 0)
                                : answer(questions, found));
    }

    private Future<Void> askEach(List<Question> questions, int index) {
        return index == questions.size()
                ? Future.succeededFuture()
                : ask(questions.subList(index, index + 1)).compose(answered -> askEach(questions, index + 1));
    }

    private static Future<Void> answer(List<Question> questions, AsyncResult<List<Boolean>> found) {
        for (int i = 0; i < questions.size(); i++) {
            Promise<Boolean> answer = questions.get(i).answer();
            if (found.succeeded()) {
                answer.complete(found.result().get(i));
            } else {
                answer.fail(found.cause());
            }
        }
        return Future.succeededFuture();
    }
}

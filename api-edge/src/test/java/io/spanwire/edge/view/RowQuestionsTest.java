package io.spanwire.edge.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.bus.domain.ParameterType;
import io.spanwire.bus.domain.Sql;
import io.spanwire.bus.domain.View;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The questions of access rules, on a lookup whose answers the test gives. */
class RowQuestionsTest {
    private static final View MEMBERS = View.named("members", new Sql("members.sql", "select"))
            .parameter("room", ParameterType.TEXT)
            .pagedBy("member", ParameterType.TEXT)
            .build();

    private record Lookup(List<BoundView> queries, Promise<List<Boolean>> answer) {
        /** Rooms with an even number have a row. */
        void answerAll() {
            answer.complete(queries.stream()
                    .map(query -> Integer.parseInt(String.valueOf(query.values().get(0))) % 2 == 0)
                    .toList());
        }
    }

    private final List<Lookup> lookups = new ArrayList<>();
    private final RowQuestions questions = new RowQuestions(queries -> {
        Lookup lookup = new Lookup(queries, Promise.promise());
        lookups.add(lookup);
        return lookup.answer().future();
    });

    @Test
    void loneQuestionIsAskedAtOnce() {
        Future<Boolean> answer = questions.hasRow(room(1));

        assertThat(lookups).hasSize(1);
        lookups.get(0).answerAll();
        assertThat(answer.result()).isFalse();
    }

    @Test
    void questionsThatComeMeanwhileAreAskedTogetherAndEachGetsItsAnswer() {
        List<Future<Boolean>> answers = IntStream.range(0, 1_202)
                .mapToObj(i -> questions.hasRow(room(i)))
                .toList();

        for (int i = 0; i < lookups.size(); i++) {
            lookups.get(i).answerAll();
        }

        assertThat(lookups.stream().map(each -> each.queries().size())).containsExactly(1, 1, 500, 500, 200);
        for (int i = 0; i < answers.size(); i++) {
            assertThat(answers.get(i).result()).isEqualTo(i % 2 == 0);
        }
    }

    @Test
    void bugThatOneQuestionMeetsIsNotThatOfTheOthers() {
        List<Future<Boolean>> answers =
                IntStream.range(0, 5).mapToObj(i -> questions.hasRow(room(i))).toList();

        lookups.get(0).answerAll();
        lookups.get(2).answer().fail(new IllegalStateException("division by zero"));
        lookups.get(3).answerAll();
        lookups.get(4).answer().fail(new IllegalStateException("division by zero"));
        lookups.get(5).answerAll();

        assertThat(lookups.stream().map(each -> each.queries().size())).containsExactly(1, 1, 3, 1, 1, 1);
        assertThat(answers.get(2).result()).isTrue();
        assertThat(answers.get(3).cause()).hasMessage("division by zero");
        assertThat(answers.get(4).result()).isTrue();
        assertThat(answers.get(1).isComplete()).isFalse();
    }

    private static BoundView room(int number) {
        return new BoundView(MEMBERS, List.of(String.valueOf(number)), null, 1, Optional.empty());
    }
}

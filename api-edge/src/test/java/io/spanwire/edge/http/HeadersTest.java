package io.spanwire.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import org.junit.jupiter.api.Test;

class HeadersTest {
    @Test
    void onlyWellFormedTraceParentsAreAccepted() {
        assertThat(TraceParent.isTraceParent("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"))
                .isTrue();
        assertThat(TraceParent.isTraceParent("00-0AF7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"))
                .isFalse();
        assertThat(TraceParent.isTraceParent("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0\n"))
                .isFalse();
    }

    @Test
    void problemsNeverContainExceptionMessages() {
        assertThat(FailureHandler.problem(new IllegalStateException("password=hunter2"), -1))
                .isEqualTo(Problems.INTERNAL);
        assertThat(FailureHandler.problem(new ProblemException(Problems.CSRF), -1))
                .isEqualTo(Problems.CSRF);
        assertThat(FailureHandler.problem(null, 413)).isEqualTo(Problems.TOO_LARGE);
    }
}

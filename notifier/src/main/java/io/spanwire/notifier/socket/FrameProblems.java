package io.spanwire.notifier.socket;

import io.spanwire.bus.message.Problem;
import io.spanwire.bus.message.ProblemException;
import io.spanwire.bus.message.Problems;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Converts failures to the problems that clients receive, never with an exception's text. */
final class FrameProblems {
    private static final Logger LOG = LoggerFactory.getLogger(FrameProblems.class);

    private FrameProblems() {}

    static Problem problem(Throwable cause) {
        if (cause instanceof ProblemException known) {
            return known.problem();
        }
        if (cause instanceof TimeoutException) {
            return Problems.UNAVAILABLE;
        }
        LOG.error("frame failed", cause);
        return Problems.INTERNAL;
    }
}

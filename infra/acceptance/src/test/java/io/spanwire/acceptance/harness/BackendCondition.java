package io.spanwire.acceptance.harness;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.TestAbortedException;

/**
 * A JUnit condition that skips a class whose backend cannot run here. A class whose {@code @BeforeAll} aborts would be
 * reported neither as run nor as skipped.
 */
public class BackendCondition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        try {
            Backend.assumeAvailable();
            return ConditionEvaluationResult.enabled("the backend is available");
        } catch (TestAbortedException unavailable) {
            return ConditionEvaluationResult.disabled(String.valueOf(unavailable.getMessage()));
        }
    }
}

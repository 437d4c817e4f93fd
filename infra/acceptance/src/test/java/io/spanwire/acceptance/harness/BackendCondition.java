package io.spanwire.acceptance.harness;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.TestAbortedException;

/**
 * Skips a class whose backend cannot run here. A class whose {@code @BeforeAll} aborts is reported neither as run nor as
 * skipped; this one is reported.
 */
public class BackendCondition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        try {
            Backend.assumePossible();
            return ConditionEvaluationResult.enabled("the backend can run");
        } catch (TestAbortedException impossible) {
            return ConditionEvaluationResult.disabled(String.valueOf(impossible.getMessage()));
        }
    }
}

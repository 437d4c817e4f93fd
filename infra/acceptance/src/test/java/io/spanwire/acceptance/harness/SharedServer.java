package io.spanwire.acceptance.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A JUnit extension that shares one server among all test classes of this JVM that have a {@link Server} parameter and do
 * not disturb it. Where the selected backend cannot run, it skips those classes.
 */
public final class SharedServer extends BackendCondition implements ParameterResolver {
    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(SharedServer.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType().equals(Server.class);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE)
                .computeIfAbsent("server", key -> start(), Server.class);
    }

    private static Server start() {
        try {
            return Server.start("shared-" + TestFork.NUMBER);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

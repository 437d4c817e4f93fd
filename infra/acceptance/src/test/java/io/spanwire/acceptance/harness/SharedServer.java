package io.spanwire.acceptance.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands the one server of this test run to every class that asks for a {@link Server} and does it no harm. Where its backend
 * cannot run, those classes are skipped.
 */
public final class SharedServer extends BackendCondition implements ParameterResolver {
    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(SharedServer.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType().equals(Server.class);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot().getStore(NAMESPACE).computeIfAbsent("server", key -> start(), Server.class);
    }

    private static Server start() {
        try {
            return Server.start("shared");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

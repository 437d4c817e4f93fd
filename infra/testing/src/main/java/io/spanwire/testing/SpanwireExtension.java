package io.spanwire.testing;

import io.spanwire.bus.domain.Domain;
import io.spanwire.launcher.start.UserFacingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** The JUnit extension of {@link SpanwireTest}: one server and one read-model database for each set of domains. */
final class SpanwireExtension implements ParameterResolver {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(SpanwireExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type.equals(SpanwireServer.class) || type.equals(ReadModelFixture.class);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<? extends Domain>[] domains =
                annotation(context.getRequiredTestClass()).value();
        return parameter.getParameter().getType().equals(SpanwireServer.class)
                ? shared(context, domains, SpanwireServer.class, SpanwireServer::start)
                : ReadModelFixture.on(shared(context, domains, ReadModelDatabase.class, ReadModelDatabase::start));
    }

    /** Of the class, or of the one that it is nested in. */
    private static SpanwireTest annotation(Class<?> test) {
        for (Class<?> type = test; type != null; type = type.getEnclosingClass()) {
            Optional<SpanwireTest> found = AnnotationSupport.findAnnotation(type, SpanwireTest.class);
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw new ExtensionConfigurationException(test.getName() + " has no @SpanwireTest");
    }

    /** JUnit closes what is in the store of the root when all tests have run. */
    private static <T extends AutoCloseable> T shared(
            ExtensionContext context,
            Class<? extends Domain>[] domains,
            Class<T> type,
            Function<List<Domain>, T> start) {
        String key =
                Arrays.stream(domains).map(Class::getName).sorted().collect(Collectors.joining(",", type + " ", ""));
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(key, absent -> start(start, instances(domains)), type);
    }

    private static <T> T start(Function<List<Domain>, T> start, List<Domain> domains) {
        try {
            return start.apply(domains);
        } catch (UserFacingException refused) {
            throw new ExtensionConfigurationException(refused.getMessage() + "\n  " + refused.advice(), refused);
        }
    }

    private static List<Domain> instances(Class<? extends Domain>[] classes) {
        List<Domain> domains = new ArrayList<>();
        for (Class<? extends Domain> type : classes) {
            try {
                domains.add(type.getConstructor().newInstance());
            } catch (ReflectiveOperationException | LinkageError notCreated) {
                Throwable cause = notCreated;
                while (cause.getCause() != null) {
                    cause = cause.getCause();
                }
                throw new ExtensionConfigurationException(type.getName() + " cannot be created: " + cause, notCreated);
            }
        }
        return domains;
    }
}

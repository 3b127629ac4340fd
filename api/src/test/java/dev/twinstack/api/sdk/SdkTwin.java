package dev.twinstack.api.sdk;

import dev.twinstack.api.TestTwin;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives a test the SDK's clients of a fresh project, on one twin for all tests of the SDK. */
final class SdkTwin implements ParameterResolver {
    private record Shared(TestTwin twin, Calls calls) implements AutoCloseable {
        @Override
        public void close() {
            twin.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Sdk.class;
    }

    /** The root's store closes what it holds after the last test of all. */
    @Override
    public Sdk resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Shared shared = context.getRoot()
                .getStore(Namespace.create(SdkTwin.class))
                .computeIfAbsent(Shared.class, first -> new Shared(TestTwin.start(), new Calls()), Shared.class);
        String test = context.getRequiredTestClass().getSimpleName()
                + '.'
                + context.getRequiredTestMethod().getName();
        return new Sdk(shared.twin().freshProject(), test, shared.calls());
    }
}

package dev.twinstack.scenarios.junit;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Builds clients of the Java SDK without depending on it: whatever has {@code newBuilder()} with {@code withCredential},
 * {@code withEndpoints} and {@code build}, from the class path of the test.
 */
final class SdkClients {
    private static final String PACKAGE = "com.huaweicloud.sdk.";
    private static final String CREDENTIALS = PACKAGE + "core.auth.BasicCredentials";

    private SdkClients() {}

    static boolean isClient(Class<?> type) {
        return type.getName().startsWith(PACKAGE) && builder(type).isPresent();
    }

    /** {@return a client for one project; any keys will do} */
    static Object build(Class<?> type, URI endpoint, String project) {
        try {
            Object keys = Class.forName(CREDENTIALS, true, type.getClassLoader())
                    .getConstructor()
                    .newInstance();
            keys = call(keys, "withAk", "AK");
            keys = call(keys, "withSk", "SK");
            keys = call(keys, "withProjectId", project);
            Method newBuilder = builder(type).orElseThrow();
            Object builder = newBuilder.invoke(type);
            builder = call(builder, "withCredential", keys);
            builder = call(builder, "withEndpoints", List.of(endpoint.toString()));
            return call(builder, "build");
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot build a " + type.getName() + "; is its SDK a 3.1?", e);
        }
    }

    private static Optional<Method> builder(Class<?> type) {
        return List.of(type.getMethods()).stream()
                .filter(method -> method.getName().equals("newBuilder")
                        && Modifier.isStatic(method.getModifiers())
                        && method.getParameterCount() == 0)
                .findFirst();
    }

    private static Object call(Object on, String name, Object... arguments) throws ReflectiveOperationException {
        for (Method method : on.getClass().getMethods()) {
            if (method.getName().equals(name)
                    && method.getParameterCount() == arguments.length
                    && (arguments.length == 0 || method.getParameterTypes()[0].isInstance(arguments[0]))) {
                return method.invoke(on, arguments);
            }
        }
        throw new NoSuchMethodException(on.getClass().getName() + "." + name);
    }
}

package dev.twinstack.api.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.huaweicloud.sdk.core.utils.JsonUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An answer as the SDK's model has it, held against the JSON that came: what has a place in the model is there, unbent. */
final class Typed {
    private static final ObjectMapper SDK = JsonUtils.getDefaultMapper();

    /** Words that the cloud's references have and the SDK has no constants for; a type without a word stands for all. */
    private static final Set<String> ONLY_DOCUMENTED = Set.of(
            "NeutronFirewallRule.ActionEnum allow", // the SDK has ALLOW
            "NeutronFirewallRule.ActionEnum deny",
            "NovaServer.OsEXTSTSVmStateEnum active", // the SDK has ACTIVE
            "Privateip.DeviceOwnerEnum ", // of a free one
            "NeutronAddRouterInterfaceResponse.SubnetIdEnum", // the SDK has only the id of an example
            "NeutronRemoveRouterInterfaceResponse.SubnetIdEnum");

    private final List<String> misfits = new ArrayList<>();

    private Typed() {}

    /** Asserts that the model holds what came. Fields that it has no word for do not count. */
    static void holds(String body, Object answer) {
        Typed typed = new Typed();
        try {
            typed.compare("", SDK.readTree(body), answer);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        assertThat(typed.misfits).as(body).isEmpty();
    }

    private void compare(String path, JsonNode came, @Nullable Object held) {
        if (came.isNull() || came.isMissingNode()) {
            return;
        }
        switch (held) {
            case null -> misfits.add(path + " came as " + came + " and is lost");
            case List<?> list -> {
                for (int i = 0; i < list.size(); i++) {
                    compare(path + '/' + i, came.path(i), list.get(i));
                }
            }
            case Map<?, ?> map -> map.forEach((key, value) -> compare(path + '/' + key, came.path("" + key), value));
            case Object one
            when name(one).endsWith("Enum") -> {
                scalar(path, came, one);
                constant(path, one);
            }
            case Object one
            when name(one).startsWith("com.huaweicloud.sdk.") ->
                fields(one).forEach(field -> {
                    String word = field.getAnnotation(JsonProperty.class).value();
                    compare(path + '/' + word, came.path(word), value(field, one));
                });
            case Object one -> scalar(path, came, one);
        }
    }

    private void scalar(String path, JsonNode came, Object held) {
        JsonNode mine = SDK.valueToTree(held);
        boolean same = held instanceof OffsetDateTime time
                ? OffsetDateTime.parse(utc(came.asText())).isEqual(time)
                : came.isNumber() && mine.isNumber()
                        ? came.decimalValue().compareTo(mine.decimalValue()) == 0
                        : came.equals(mine);
        if (!same) {
            misfits.add(path + " came as " + came + " and is held as " + mine);
        }
    }

    /** The SDK takes times without a zone for UTC. */
    private static String utc(String time) {
        return time.replace(' ', 'T') + (time.endsWith("Z") ? "" : "Z");
    }

    /** The SDK takes any word for an enumerated field. */
    private void constant(String path, Object held) {
        String type = name(held).substring(name(held).lastIndexOf('.') + 1).replace('$', '.');
        boolean known = Arrays.stream(held.getClass().getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()))
                .anyMatch(field -> held.equals(value(field, held)));
        if (!known && !ONLY_DOCUMENTED.contains(type) && !ONLY_DOCUMENTED.contains(type + ' ' + held)) {
            misfits.add(path + " has no constant for " + type + ' ' + held);
        }
    }

    private static String name(Object one) {
        return one.getClass().getName();
    }

    private static Stream<Field> fields(Object model) {
        return Arrays.stream(model.getClass().getDeclaredFields())
                .filter(field -> field.isAnnotationPresent(JsonProperty.class));
    }

    private static @Nullable Object value(Field field, Object of) {
        try {
            field.setAccessible(true);
            return field.get(of);
        } catch (IllegalAccessException hidden) {
            throw new IllegalStateException(hidden);
        }
    }
}

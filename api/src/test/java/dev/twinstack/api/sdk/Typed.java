package dev.twinstack.api.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.huaweicloud.sdk.core.utils.JsonUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An answer as the SDK's model has it, held against the JSON that came: what has a place in the model is there, unbent. */
final class Typed {
    private static final ObjectMapper SDK = JsonUtils.getDefaultMapper();

    /** Words that the cloud's references have and the SDK has not, each with where it takes them for another. */
    private static final Set<String> ONLY_DOCUMENTED = Set.of(
            "NeutronFirewallRule.ActionEnum allow", // it has ALLOW
            "NeutronFirewallRule.ActionEnum deny",
            "NovaServer.OsEXTSTSVmStateEnum active", // it has ACTIVE
            "Privateip.DeviceOwnerEnum ", // of a free one
            "NeutronAddRouterInterfaceResponse.SubnetIdEnum", // its only constant is the id of an example
            "NeutronRemoveRouterInterfaceResponse.SubnetIdEnum");

    private final List<String> misfits = new ArrayList<>();

    private Typed() {}

    /** Asserts that the model holds what came. Fields that it has no word for do not count. */
    static void holds(String body, Object answer) {
        Typed typed = new Typed();
        try {
            typed.compare("", body.isEmpty() ? null : SDK.readTree(body), SDK.valueToTree(answer));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        typed.words("", answer);
        assertThat(typed.misfits).as(body).isEmpty();
    }

    private void compare(String path, @Nullable JsonNode came, @Nullable JsonNode held) {
        if (came == null || held == null) {
            return;
        }
        came.properties()
                .forEach(field -> compare(path + '/' + field.getKey(), field.getValue(), held.get(field.getKey())));
        for (int i = 0; i < (came.isArray() ? came.size() : 0); i++) {
            compare(path + '/' + i, came.get(i), held.get(i));
        }
        if (came.isValueNode() && !same(came, held)) {
            misfits.add(path + " came as " + came + " and is held as " + held);
        }
    }

    /** The SDK knows times without a zone as UTC, and has its own sizes of numbers. */
    private static boolean same(JsonNode came, JsonNode held) {
        if (came.isNumber() && held.isNumber()) {
            return came.decimalValue().compareTo(held.decimalValue()) == 0;
        }
        return came.equals(held)
                || came.isTextual() && held.isTextual() && time(came).equals(time(held));
    }

    private static String time(JsonNode text) {
        String zoned = text.textValue().replace(' ', 'T');
        return OffsetDateTime.parse(zoned.endsWith("Z") ? zoned : zoned + 'Z').toString();
    }

    /** The SDK takes any word for an enumerated field; those it has no constant for are misfits. */
    private void words(String path, @Nullable Object value) {
        switch (value) {
            case List<?> list -> list.forEach(each -> words(path, each));
            case Map<?, ?> map -> map.forEach((key, each) -> words(path + '/' + key, each));
            case null -> {}
            case Object one
            when one.getClass().getName().endsWith("Enum") -> {
                if (!isOnlyDocumented(word(one))
                        && fields(one.getClass(), true).stream()
                                .noneMatch(constant -> one.equals(get(constant, null)))) {
                    misfits.add(path + " has no constant for " + word(one));
                }
            }
            case Object one
            when one.getClass().getPackageName().startsWith("com.huaweicloud.sdk.") ->
                fields(one.getClass(), false).forEach(field -> words(path + '/' + field.getName(), get(field, one)));
            case Object plain -> {}
        }
    }

    /** A type without a word stands for all its words. */
    private static boolean isOnlyDocumented(String word) {
        return ONLY_DOCUMENTED.contains(word) || ONLY_DOCUMENTED.contains(word.substring(0, word.indexOf(' ')));
    }

    private static String word(Object constant) {
        String type = constant.getClass().getName();
        return type.substring(type.lastIndexOf('.') + 1).replace('$', '.') + ' ' + constant;
    }

    private static List<Field> fields(Class<?> type, boolean constants) {
        List<Field> fields = new ArrayList<>();
        for (Field field : type.getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers()) == constants) {
                field.setAccessible(true);
                fields.add(field);
            }
        }
        return fields;
    }

    private static @Nullable Object get(Field field, @Nullable Object of) {
        try {
            return field.get(of);
        } catch (IllegalAccessException hidden) {
            throw new IllegalStateException(hidden);
        }
    }
}

package dev.twinstack.emulator;

import dev.twinstack.emulator.ip.IpAddress;
import dev.twinstack.emulator.ip.IpRange;
import dev.twinstack.emulator.kernel.EntityRef;
import dev.twinstack.emulator.kernel.Patch;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Makes one value of a type, always the same: every text is its field's name, every list and map holds one thing. */
final class Samples {
    private static final Instant AT = Instant.parse("2026-01-02T03:04:05.006Z");

    private Samples() {}

    static Object of(Class<?> type) {
        return of(type, "value");
    }

    private static Object of(Type type, String name) {
        return switch (type) {
            case ParameterizedType generic -> collection(generic, name);
            case Class<?> plain -> plain(plain, name);
            default -> throw new IllegalArgumentException("no sample of " + type + " for " + name);
        };
    }

    private static Object collection(ParameterizedType type, String name) {
        Type[] arguments = type.getActualTypeArguments();
        if (type.getRawType() == List.class) {
            return List.of(of(arguments[0], name));
        }
        if (type.getRawType() == Patch.class) {
            return Patch.set(of(arguments[0], name));
        }
        if (type.getRawType() == Map.class) {
            return Map.of(of(arguments[0], "key"), of(arguments[1], name));
        }
        throw new IllegalArgumentException("no sample of " + type + " for " + name);
    }

    private static Object plain(Class<?> type, String name) {
        if (type == String.class) {
            return name;
        } else if (type == int.class || type == Integer.class) {
            return 7;
        } else if (type == long.class) {
            return 7L;
        } else if (type == boolean.class || type == Boolean.class) {
            return true;
        } else if (type == Instant.class) {
            return AT;
        } else if (type == IpRange.class) {
            return IpRange.of("2001:db8:0:7::/64");
        } else if (type == IpAddress.class) {
            return IpAddress.of("10.0.0.7");
        } else if (type == EntityRef.class) {
            return new EntityRef("project", "type", name);
        } else if (type == Duration.class) {
            return Duration.ofSeconds(7);
        } else if (type.isSealed()) {
            return of(type.getPermittedSubclasses()[type.getPermittedSubclasses().length - 1], name);
        } else if (type.isEnum()) {
            return type.getEnumConstants()[0];
        } else if (type.isRecord()) {
            return record(type);
        }
        throw new IllegalArgumentException("no sample of " + type + " for " + name);
    }

    private static Object record(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        try {
            Constructor<?> canonical = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            canonical.setAccessible(true);
            return canonical.newInstance(Arrays.stream(components)
                    .map(component -> of(component.getGenericType(), component.getName()))
                    .toArray());
        } catch (NoSuchMethodException | InstantiationException | IllegalAccessException impossible) {
            throw new IllegalStateException(type + " has no canonical constructor", impossible);
        } catch (InvocationTargetException refused) {
            throw new IllegalArgumentException(type + " takes no sample; give it one of its own", refused.getCause());
        }
    }
}

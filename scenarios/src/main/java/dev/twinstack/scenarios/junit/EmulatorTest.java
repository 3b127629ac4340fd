package dev.twinstack.scenarios.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives the tests of a class a running twin: a parameter of type {@link EmulatorInfo} says where it
 * answers and holds a token for a project that no other test sees.
 *
 * <pre>{@code
 * @EmulatorTest
 * class ShopTest {
 *     @Test
 *     void listsNothingAtFirst(EmulatorInfo twin) { … }
 * }
 * }</pre>
 *
 * <p>The twin is found through {@link java.util.ServiceLoader} of {@link
 * dev.twinstack.scenarios.TwinProvider}, started once for all tests, on a free port.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(EmulatorExtension.class)
public @interface EmulatorTest {}

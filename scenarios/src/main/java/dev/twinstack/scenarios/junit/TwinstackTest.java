package dev.twinstack.scenarios.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives each test of a class a project of its own on a running twin.
 *
 * <pre>{@code
 * @TwinstackTest
 * class ShopTest {
 *     @Test
 *     void theShopIsOpen(TwinProject twin, VpcClient vpcs) {
 *         …
 *         twin.assertReachable("internet", "web", "tcp/443");
 *     }
 * }
 * }</pre>
 *
 * <p>Tests, and methods run before and after each, may have parameters of these types:
 *
 * <ul>
 *   <li>{@link TwinProject}: where the twin is, how to sign in, and assertions about what reaches what
 *   <li>{@link java.net.URI}: the endpoint
 *   <li>{@link dev.twinstack.scenarios.cloud.Cloud}: a signed-in session in the project, over plain HTTP
 *   <li>any client of the Java SDK that the test has on its class path, such as {@code VpcClient}
 * </ul>
 *
 * <p>The twin is found through {@link java.util.ServiceLoader} of {@link dev.twinstack.scenarios.TwinProvider}, started
 * once for all tests, on a free port; classes and methods may run at the same time.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(TwinstackExtension.class)
public @interface TwinstackTest {}

package dev.sluice.api.types;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says what a class, record component or field was called in snapshots that must still be restored.
 *
 * <pre>{@code
 * @FormerName("shop.orders.PurchaseOrder")
 * record Order(long id, @FormerName("buyer") String customer) {}
 * }</pre>
 *
 * <p>The class must be among those that the job declares: by what its definition shows, or with {@code flow.types}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.FIELD, ElementType.RECORD_COMPONENT})
public @interface FormerName {
    /**
     * @return all names it had: of a class the binary name, with its package and {@code $} before nested classes
     *     ({@link Class#getName}); of a component or field the simple one
     */
    String[] value();
}

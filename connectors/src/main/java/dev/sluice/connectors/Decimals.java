package dev.sluice.connectors;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Writes a {@code double}, {@code float} or {@code BigDecimal} component with a fixed number of decimals, rounded half
 * up (away from zero) from its shortest decimal form: 1.005 with two decimals is {@code 1.01}. There is no negative
 * zero. Not a number and the infinities stay as they are.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
public @interface Decimals {

    /** @return how many digits follow the point, from 0 to 9 */
    int value();
}

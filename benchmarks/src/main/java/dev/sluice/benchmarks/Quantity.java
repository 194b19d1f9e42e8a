package dev.sluice.benchmarks;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A positive whole number as people write large ones: {@code 20000000}, {@code 20_000_000}, {@code 20M}, {@code 100k}.
 */
final class Quantity implements ITypeConverter<Long> {
    private static final Pattern FORM = Pattern.compile("([0-9][0-9_]*)([kKmMgG]?)");

    @Override
    public Long convert(String text) {
        Matcher parts = FORM.matcher(text);
        if (parts.matches()) {
            try {
                long number =
                        Math.multiplyExact(Long.parseLong(parts.group(1).replace("_", "")), factor(parts.group(2)));
                if (number > 0) {
                    return number;
                }
            } catch (NumberFormatException | ArithmeticException e) {
                // said below
            }
        }
        throw new TypeConversionException(
                "\"" + text + "\" is not a positive whole number such as 20000000, 20_000_000, 20M or 100k");
    }

    private static long factor(String suffix) {
        return switch (suffix) {
            case "k", "K" -> 1_000;
            case "m", "M" -> 1_000_000;
            case "g", "G" -> 1_000_000_000;
            default -> 1;
        };
    }
}
